import { type PhiloxRng, rng } from "./rng.ts";

/** The random streams of a training run, one per purpose. */
export interface Streams {
  /** Initial weights. */
  readonly parameters: PhiloxRng;
  /** The order of the rows; epochs count from 1. */
  order(epoch: number): PhiloxRng;
  /** Noise of the loss; steps count from 1. */
  noise(step: number): PhiloxRng;
}

/**
 * The streams of a training with this seed.
 * @throws RangeError unless the seed is a whole number in [0, 2⁵³)
 */
export const streamsOf = (seed: number): Streams => {
  const all = rng(seed);
  return {
    parameters: all.fold("parameters"),
    order: (epoch) => all.fold("order", epoch),
    noise: (step) => all.fold("noise", step),
  };
};
