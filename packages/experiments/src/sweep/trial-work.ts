import { sum } from "@vae-lab/statistics";
import type { TrialConfig } from "../config/trial-config.ts";
import { type DataSize, denseSizeOf, sizesOf, weightsBetween, widthsOf } from "./memory.ts";
import type { PlannedTrial } from "./sweep-events.ts";

/**
 * About how much a trial computes, in multiplications by a weight: to compare trials of a sweep, not to
 * estimate times. Of networks that are not dense, only the layers between codes and images count.
 */
export const trialWork = (config: TrialConfig, data: DataSize): number => {
  const sizes = sizesOf(config, data.trainSize);
  const { encoder, decoder } = widthsOf(sizes, denseSizeOf(config, data));
  const perDraw =
    sum([decoder, ...sizes.between].map(weightsBetween)) + sizes.components * sizes.latent;
  // Pseudo-inputs are encoded once for each minibatch
  const encoded = sizes.hasPseudoInputs ? sizes.components / sizes.batchSize : 0;
  const weights = (1 + encoded) * weightsBetween(encoder) + sizes.samples * perDraw;
  return config.epochs * data.trainSize * weights;
};

/**
 * The trials with the most work first, else in their order: so that the last to run are short, and
 * workers are idle for a short time at the end.
 */
export const longestFirst = (
  trials: readonly PlannedTrial[],
  workOf: ReadonlyMap<string, number>,
): PlannedTrial[] => trials.toSorted((a, b) => (workOf.get(b.id) ?? 0) - (workOf.get(a.id) ?? 0));
