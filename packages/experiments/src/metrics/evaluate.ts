import {
  codes,
  type Model,
  priorCodes,
  type Rng,
  reconstructionLogLikelihood,
  type TrainedModel,
} from "@vae-lab/core";
import { type ConditionDescription, drawLabels } from "@vae-lab/core/checkpoints";
import { type AffineTransform, type SampleShape, sampleLength } from "@vae-lab/core/data";
import type { Divergence } from "@vae-lab/core/divergences";
import { type RunEvalFunction, runEagerly } from "@vae-lab/core/evaluation";
import { isConditional } from "@vae-lab/core/models";
import { mean, standardError } from "@vae-lab/statistics";
import type { Dataset } from "../datasets/dataset.ts";
import type { Metrics } from "../trial/trial-events.ts";
import { activityMetricsOf } from "./collapse/activity-metrics.ts";
import { activeUnits, shuffledCodes } from "./collapse.ts";
import { type AnyVae, expectsNormalCodes, isExactVae, isVae } from "./kinds-of-models.ts";
import { decodeWithLabels, rowsOf } from "./labelled-rows.ts";
import { type TestMetricKey, unitRateKey } from "./metrics.ts";
import { priorMismatch, priorMismatchByClass } from "./prior-mismatch.ts";
import { errorKeyOf } from "./registry/metric-info.ts";
import { relativeSharpness } from "./relative-sharpness.ts";
import { rowsAt, spacedIndices } from "./spaced-rows.ts";
import { termsOfElbo } from "./terms-of-elbo.ts";
import type { TrainedBound } from "./trained-bound.ts";

/** The number of test images and of samples whose spatial frequencies are compared. */
const imagesForSharpness = 1000;
/** The number of test images that get the code of another. */
const imagesForCodeUse = 2000;

/** The data and settings of an evaluation. */
export interface EvaluationInput {
  readonly test: Dataset["test"];
  readonly shape: SampleShape;
  /** Names of the classes of the labels. */
  readonly classes?: readonly string[] | undefined;
  /** How the data became the model's values. */
  readonly transform?: AffineTransform | undefined;
  /** The classes that a conditional model is given. */
  readonly condition?: ConditionDescription | undefined;
  /** The trained regulariser, if any, between posterior and prior of the model. */
  readonly regulariser?: Divergence<never, never> | undefined;
  /** The trained bound, if it is not the ELBO. */
  readonly bound?: TrainedBound | undefined;
  /** How evaluation functions run. Default: eagerly. */
  readonly run?: RunEvalFunction;
}

export interface Evaluation {
  readonly metrics: Metrics;
  /** E[z|x] of every test image, N·K. */
  readonly means: Float32Array;
  /** ln Var[z|x] of every test image, N·K; none of an autoencoder and of discrete codes. */
  readonly logVariances?: Float32Array | undefined;
  /** The rate of each latent unit for every test image, where it has a closed form: N·K, or fewer columns. */
  readonly unitRates?: Float32Array | undefined;
  /** A sample of q(z|x) for every test image, N·K. */
  readonly codes: Float32Array;
  /** Decoded samples of q(z|x) for the first test samples. */
  readonly reconstructions: Float32Array;
  /** Samples of the prior; of N(0, I) for an autoencoder. */
  readonly priorCodes: Float32Array;
  /** Their labels, drawn from the shares of the classes in the training data, for a conditional model. */
  readonly priorLabels?: Int32Array | undefined;
  /** The same, decoded. */
  readonly samples: Float32Array;
}

/** The codes of the test images, with one sample of q(z|x) for each. */
interface Encoded {
  /** E[z|x], N·K. */
  readonly means: Float32Array;
  readonly logVariances?: Float32Array | undefined;
  /** The samples, N·K. */
  readonly z: Float32Array;
  /** Latent units: K, or fewer for one-hot codes. */
  readonly units: number;
  /** The rate of each latent unit; none of an autoencoder, and where it has no closed form. */
  readonly unitRate?: readonly number[];
  /** The same for each image, N·units. */
  readonly unitRates?: Float32Array | undefined;
  /** log p(x|z) of each image, N. */
  readonly reconstruction: ArrayLike<number>;
  readonly metrics: Metrics;
}

/** The ELBO at beta = 1, whatever was trained, and its rate by latent unit. */
const encodedByVae = (
  trained: TrainedModel<AnyVae>,
  rows: Float32Array,
  { regulariser, run = runEagerly }: EvaluationInput,
  rng: Rng,
): Encoded => {
  const terms = termsOfElbo(trained, rows, { rng, run, regulariser });
  const reconstruction = mean(terms.reconstruction);
  const rate = mean(terms.rate);
  const unitRate = terms.unitRate && [...terms.unitRate];
  const isEstimated = !isExactVae(trained) && terms.rate.length > 1;
  const metrics = {
    "test/elbo": reconstruction - rate,
    "test/reconstruction": reconstruction,
    "test/rate": rate,
    ...(isEstimated && { [errorKeyOf("test/rate")]: standardError(terms.rate) }),
    ...(terms.regulariser && { "test/regulariser": mean(terms.regulariser) }),
    ...Object.fromEntries((unitRate ?? []).map((value, unit) => [unitRateKey(unit), value])),
  };
  return {
    means: terms.mean,
    logVariances: terms.logVariance,
    z: terms.code,
    units: unitRate?.length ?? trained.model.latentSize,
    ...(unitRate && { unitRate }),
    unitRates: terms.unitRates,
    reconstruction: terms.reconstruction,
    metrics,
  };
};

/** An autoencoder's code is deterministic. */
const encoded = (
  trained: TrainedModel<Model>,
  rows: Float32Array,
  { run = runEagerly }: EvaluationInput,
): Encoded => {
  const { mean: z } = codes(trained, rows, { run });
  const reconstruction = reconstructionLogLikelihood(trained, rows, z, { run });
  return {
    means: z,
    z,
    units: trained.model.latentSize,
    reconstruction,
    metrics: { "test/reconstruction": mean(reconstruction) },
  };
};

const fromPrior = (trained: TrainedModel<Model>, rng: Rng): Float32Array =>
  isVae(trained)
    ? priorCodes(trained, rng, imagesForSharpness)
    : rng.normals(imagesForSharpness * trained.model.latentSize);

/**
 * What log p(x|z) loses when each image gets the code of another, for at most 2,000 images, evenly spaced:
 * decoding all would take a third of an evaluation.
 */
const lossesOfShuffled = (
  trained: TrainedModel<Model>,
  rows: Float32Array,
  { z, reconstruction }: Encoded,
  { rng, run }: { readonly rng: Rng; readonly run: RunEvalFunction },
): number[] => {
  const { latentSize: K, dataSize: D } = trained.model;
  const asked = spacedIndices(reconstruction.length, imagesForCodeUse);
  const shuffled = shuffledCodes(rowsAt(z, K, asked), K, rng.permutation(asked.length));
  const mismatched = reconstructionLogLikelihood(trained, rowsAt(rows, D, asked), shuffled, {
    run,
  });
  return asked.map((n, i) => (reconstruction[n] as number) - (mismatched[i] as number));
};

/** Of all codes with the prior; of a conditional model, of those of each class. */
const mismatchOf = (
  { model }: TrainedModel<Model>,
  z: Float32Array,
  labels: Int32Array | undefined,
): number =>
  labels && isConditional(model)
    ? priorMismatchByClass(z, model.latentSize, labels)
    : priorMismatch(z, model.latentSize);

/**
 * Evaluates models on the test set, with one sample of q(z|x) per image. Metrics that need a posterior
 * or a prior are absent for a model without one. All of a conditional model are given the labels: of test
 * images their own, of samples of the prior those drawn from the shares of the training data.
 */
export const evaluator = (input: EvaluationInput) => {
  const { test, shape, condition, bound, run = runEagerly } = input;
  const compared = Math.min(imagesForSharpness, test.size);
  const sharpness = relativeSharpness(
    test.values.subarray(0, compared * sampleLength(shape)),
    shape,
  );

  let rows: Float32Array | undefined;
  return (trained: TrainedModel<Model>, rng: Rng): Evaluation => {
    const x = rows ?? rowsOf(trained.model, test);
    rows = x; // the same of each epoch
    const K = trained.model.latentSize;
    const own = isVae(trained)
      ? encodedByVae(trained, x, input, rng.fold("codes"))
      : encoded(trained, x, input);
    const { means, z, units, unitRate } = own;
    const losses = lossesOfShuffled(trained, x, own, { rng: rng.fold("shuffle"), run });
    const reconstructions = decodeWithLabels(
      trained,
      z.subarray(0, compared * K),
      test.labels?.subarray(0, compared),
      { run },
    );
    const drawn = fromPrior(trained, rng.fold("prior"));
    const priorLabels = condition && drawLabels(condition, rng.fold("labels"), imagesForSharpness);
    const samples = decodeWithLabels(trained, drawn, priorLabels, { run });

    const others = {
      ...(isVae(trained) && { "test/active_units": activeUnits(means, K, units) }),
      ...(bound && {
        "test/bound": bound(trained, x, { rng: rng.fold("bound"), run }),
      }),
      "test/code_use": mean(losses),
      ...(losses.length > 1 && { "test/code_use_se": standardError(losses) }),
      ...(expectsNormalCodes(trained) && {
        "test/prior_mismatch": mismatchOf(trained, z, test.labels),
      }),
      ...(sharpness && {
        "test/sharpness_reconstruction": sharpness(reconstructions),
        "test/sharpness_samples": sharpness(samples),
      }),
    } satisfies Partial<Record<TestMetricKey, number>>;
    const activity = isVae(trained) ? activityMetricsOf(means, K, units, unitRate) : {};
    return {
      metrics: { ...own.metrics, ...others, ...activity },
      means,
      logVariances: own.logVariances,
      unitRates: own.unitRates,
      codes: z,
      reconstructions,
      priorCodes: drawn,
      priorLabels,
      samples,
    };
  };
};
