// Random numbers

export { type PhiloxRng, type Rng, rng } from "./rng.ts";

// The streams of a training

export { type Streams, streamsOf } from "./streams.ts";
