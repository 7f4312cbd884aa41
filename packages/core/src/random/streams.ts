import { type PhiloxRng, rng } from "./rng.ts";

/** All that a training draws, each thing from a stream of its own. */
export interface Streams {
  /** The first weights. */
  readonly parameters: PhiloxRng;
  /** The order of the rows; epochs count from 1. */
  order(epoch: number): PhiloxRng;
  /** What the loss draws; steps count from 1. */
  noise(step: number): PhiloxRng;
}

/** @throws when the seed is not a whole number in [0, 2⁵³) */
export const streamsOf = (seed: number): Streams => {
  const all = rng(seed);
  return {
    parameters: all.fold("parameters"),
    order: (epoch) => all.fold("order", epoch),
    noise: (step) => all.fold("noise", step),
  };
};
