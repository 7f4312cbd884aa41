import type { TrialConfig } from "../config/trial-config.ts";
import { type DataSize, isDense, sizesOf, weightsBetween } from "./memory.ts";
import type { PlannedTrial } from "./sweep-events.ts";

/**
 * About how much a trial computes, in multiplications by a weight: to compare trials of a sweep, not to
 * estimate times. Of networks that are not dense, only the layers between codes and images count.
 */
export const trialWork = (config: TrialConfig, { dataSize, trainSize }: DataSize): number => {
  const { latent, hidden, samples } = sizesOf(config, trainSize);
  const ends = isDense(config) ? [dataSize] : [];
  const encoder = weightsBetween([...ends, ...hidden, 2 * latent]);
  const decoder = weightsBetween([latent, ...hidden.toReversed(), ...ends]);
  return config.epochs * trainSize * (encoder + samples * decoder);
};

/**
 * The trials with the most work first, else in their order: so that the last to run are short, and
 * workers are idle for a short time at the end.
 */
export const longestFirst = (
  trials: readonly PlannedTrial[],
  workOf: ReadonlyMap<string, number>,
): PlannedTrial[] => trials.toSorted((a, b) => (workOf.get(b.id) ?? 0) - (workOf.get(a.id) ?? 0));
