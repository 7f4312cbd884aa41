export { type PhiloxRng, type Rng, rng } from "./rng.ts";
export { type Streams, streamsOf } from "./streams.ts";
