import * as tf from "@tensorflow/tfjs";
import { decode } from "@vae-lab/core";
import type { Measured } from "../measurement.ts";

/**
 * The sets of images whose blur is compared, of as many rows each: test images, their reconstructions
 * from the mean and from a sample of q(z|x), decoded draws from the prior, and draws from p(x|z) at such
 * draws, the samples of the model itself. The mean of q(z|x) lies off the codes that a collapsed decoder
 * was trained on: it is reported beside the sampled one.
 */
export const imageSets = [
  "data",
  "mean_code",
  "reconstruction",
  "samples",
  "noisy_samples",
] as const;
export type ImageSet = (typeof imageSets)[number];

const rowsAtOnce = 500;

/** A draw from p(x|z) for each code. */
const observed = ({ trained }: Measured, z: Float32Array, rng: Measured["rng"]): Float32Array => {
  const { model, parameters } = trained;
  const { latentSize: K, dataSize: D } = model;
  const count = z.length / K;
  const found = new Float32Array(count * D);
  for (let start = 0; start < count; start += rowsAtOnce) {
    const rows = Math.min(rowsAtOnce, count - start);
    const drawn = tf.tidy(() =>
      model.sampleData(
        parameters,
        tf.tensor3d(z.subarray(start * K, (start + rows) * K), [1, rows, K]),
        rng.fold("rows from", start),
      ),
    );
    found.set(drawn.dataSync(), start * D);
    drawn.dispose();
  }
  return found;
};

export const imageSetsOf = (of: Measured): Record<ImageSet, Float32Array> => {
  const { trained, test, evaluation, run, rng } = of;
  const { latentSize: K, dataSize: D } = trained.model;
  const { means, reconstructions, samples, priorCodes } = evaluation;
  const rows = reconstructions.length / D;
  return {
    data: test.values.subarray(0, rows * D),
    mean_code: decode(trained, means.subarray(0, rows * K), { run }),
    reconstruction: reconstructions,
    samples,
    noisy_samples: observed(of, priorCodes, rng.fold("observation")),
  };
};
