import * as tf from "@tensorflow/tfjs";
import type { Model, Rng, Trainable, TrainedModel } from "@vae-lab/core";
import { type RunEvalFunction, runEagerly } from "@vae-lab/core/evaluation";
import { lossOf } from "@vae-lab/core/training";
import type { TrialConfig } from "../config/trial-config.ts";
import { canonicalJson } from "../trial/identity.ts";

/** Images evaluated at once: 500, and fewer where they are so large that 500 would take much memory. */
const chunkOf = (size: number): number => Math.max(1, Math.min(500, Math.floor(2 ** 19 / size)));

/** Evaluates a trained bound: its mean over images [N·D] in nats. */
export type TrainedBound = (
  trained: TrainedModel<Model>,
  images: Float32Array,
  options: { readonly rng: Rng; readonly run?: RunEvalFunction | undefined },
) => number;

/**
 * The bound of a config that trains an importance-weighted one (IWAE, MIWAE, CIWAE or the variational
 * Rényi bound); undefined for others, whose bound is the ELBO or none.
 */
export const trainedBoundOf = (
  { inference, estimator }: TrialConfig,
  trainable: Trainable,
): TrainedBound | undefined => {
  const kind = inference?.kind;
  if (kind === undefined || kind === "reweighted-wake-sleep" || kind === "monte-carlo-elbo")
    return undefined;
  const loss = lossOf(trainable);
  const name = `trained bound ${canonicalJson({ inference, estimator })}`;
  return ({ model, parameters }, images, { rng, run = runEagerly }) => {
    const size = model.dataSize;
    const count = images.length / size;
    const chunk = chunkOf(size);
    let sum = 0;
    for (let start = 0; start < count; start += chunk) {
      const rows = Math.min(chunk, count - start);
      const noise = rng.fold("images from", start);
      const [value = Number.NaN] = tf.tidy(() => {
        const x = tf.tensor2d(images.subarray(start * size, (start + rows) * size), [rows, size]);
        const bound = {
          name: `${name} of ${rows} images`,
          apply: (given: { parameters: typeof parameters; x: tf.Tensor }, draws: Rng) =>
            loss(given.parameters, { x: given.x }, draws).loss.neg(),
        };
        return run(bound, { parameters, x }, noise).dataSync();
      });
      sum += rows * value;
    }
    return sum / count;
  };
};
