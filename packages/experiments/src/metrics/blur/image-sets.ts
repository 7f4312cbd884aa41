import { drawData } from "@vae-lab/core/evaluation";
import { decoderOf, decodeWithLabels, labelledRows } from "../labelled-rows.ts";
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

export const imageSetsOf = (of: Measured): Record<ImageSet, Float32Array> => {
  const { trained, test, evaluation, run, rng } = of;
  const { latentSize: K } = trained.model;
  const D = test.values.length / test.size;
  const { means, reconstructions, samples, priorCodes, priorLabels } = evaluation;
  const rows = reconstructions.length / D;
  return {
    data: test.values.subarray(0, rows * D),
    mean_code: decodeWithLabels(
      trained,
      means.subarray(0, rows * K),
      test.labels?.subarray(0, rows),
      { run },
    ),
    reconstruction: reconstructions,
    samples,
    noisy_samples: drawData(
      decoderOf(trained),
      labelledRows(trained.model, priorCodes, priorLabels),
      rng.fold("observation"),
    ),
  };
};
