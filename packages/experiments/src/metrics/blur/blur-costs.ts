import type { Model, TrainedModel } from "@vae-lab/core";
import { type Estimate, likeliestCodes, type RunEvalFunction } from "@vae-lab/core/evaluation";
import type { ImageShape } from "../image-planes.ts";
import { decodeWithLabels, labelledRows } from "../labelled-rows.ts";
import { quotient } from "../quotient.ts";
import { ratioOfMeans } from "../ratio-of-means.ts";
import { meanEstimate } from "../with-error.ts";
import { type RadialPower, radialPower } from "./radial-power.ts";

/** What each part of a VAE costs of the data's detail; they add up to what prior samples lack. */
export interface BlurCosts {
  /** What the decoder cannot show with any code: 1 minus the detail at the codes that fit best. */
  readonly capacity: Estimate;
  /** What is lost between these codes and samples of q(z|x): by the regulariser, and the encoder. */
  readonly regulariser: Estimate;
  /** What is lost between decoded samples of q(z|x) and of the prior. */
  readonly mismatch: Estimate;
  /** What p(x|z) puts into noise: the detail of samples with it minus that without. */
  readonly likelihood: Estimate;
}

/** Some of the data and their samples of q(z|x), for the ascent. */
interface SomeData {
  readonly x: Float32Array;
  /** The classes of x, for a conditional model. */
  readonly labels?: Int32Array | undefined;
  readonly codes: Float32Array;
}

const steps = 60;

type Sets = Record<"data" | "reconstruction" | "samples" | "noisy_samples", RadialPower>;

const less = (a: Float32Array, b: Float32Array): Float32Array =>
  a.map((value, n) => value - (b[n] as number));

/** A mean relative to the data's, of other rows. */
const relative = (values: Float32Array, data: RadialPower): Estimate =>
  quotient(meanEstimate(values), meanEstimate(data.high));

/**
 * The detail (`relativeDetail`) that is lost between data and prior samples, step by step: data → decode(z
 * that maximises log p(x|z)) → decode(z ~ q(z|x)) → decode(z ~ p(z)), and what the noise of p(x|z) adds. In
 * shares of the data's detail; the first three add up to 1 minus the detail of decoded prior draws. The
 * steps share one checkpoint: what another likelihood would have made of the decoder needs a training of
 * its own. The ascent to the best code takes 60 steps: a part of the capacity's cost may be an
 * unfinished ascent. Errors are over images, of the differences where both are of the same images.
 */
export const blurCosts = (
  trained: TrainedModel<Model>,
  { x, labels, codes }: SomeData,
  { data, reconstruction, samples, noisy_samples: noisy }: Sets,
  { shape, run }: { readonly shape: ImageShape; readonly run: RunEvalFunction },
): BlurCosts => {
  const power = (images: Float32Array) => radialPower(images, shape);
  const decoded = (z: Float32Array) => power(decodeWithLabels(trained, z, labels, { run }));
  const rows = labelledRows(trained.model, x, labels);
  const best = decoded(likeliestCodes(trained, rows, { start: codes, steps, run }));
  const drawn = decoded(codes);
  const regulariser = ratioOfMeans(less(best.high, drawn.high), power(x).high);
  const kept = ratioOfMeans(reconstruction.high, data.high);
  const generated = relative(samples.high, data);
  return {
    capacity: {
      value: 1 - kept.value - regulariser.value,
      standardError: Math.hypot(kept.standardError, regulariser.standardError),
    },
    regulariser,
    mismatch: {
      value: kept.value - generated.value,
      standardError: Math.hypot(kept.standardError, generated.standardError),
    },
    likelihood: relative(less(noisy.high, samples.high), data),
  };
};
