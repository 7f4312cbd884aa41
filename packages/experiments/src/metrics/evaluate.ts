import {
  codes,
  decode,
  elboTerms,
  type Model,
  priorCodes,
  type Rng,
  reconstructionLogLikelihood,
  type TrainedModel,
} from "@vae-lab/core";
import { type AffineTransform, type SampleShape, sampleLength } from "@vae-lab/core/data";
import type { Divergence } from "@vae-lab/core/divergences";
import { type RunEvalFunction, runEagerly } from "@vae-lab/core/evaluation";
import type { FamilyVae } from "@vae-lab/core/models";
import { mean, standardError } from "@vae-lab/statistics";
import type { Dataset } from "../datasets/dataset.ts";
import type { Metrics } from "../trial/trial-events.ts";
import { activityMetricsOf } from "./collapse/activity-metrics.ts";
import { activeUnits, shuffledCodes } from "./collapse.ts";
import { expectsNormalCodes, isVae } from "./kinds-of-models.ts";
import { type TestMetricKey, unitRateKey } from "./metrics.ts";
import { priorMismatch } from "./prior-mismatch.ts";
import { relativeSharpness } from "./relative-sharpness.ts";
import type { TrainedBound } from "./trained-bound.ts";

/** The number of test images and of samples whose spatial frequencies are compared. */
const imagesForSharpness = 1000;

type Posterior = ReturnType<FamilyVae["posterior"]>;
type Prior = ReturnType<FamilyVae["prior"]>;

/** The data and settings of an evaluation. */
export interface EvaluationInput {
  readonly test: Dataset["test"];
  readonly shape: SampleShape;
  /** Names of the classes of the labels. */
  readonly classes?: readonly string[] | undefined;
  /** How the data became the model's values. */
  readonly transform?: AffineTransform | undefined;
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
  /** A sample of q(z|x) for every test image, N·K. */
  readonly codes: Float32Array;
  /** Decoded samples of q(z|x) for the first test samples. */
  readonly reconstructions: Float32Array;
  /** Samples of the prior; of N(0, I) for an autoencoder. */
  readonly priorCodes: Float32Array;
  /** The same, decoded. */
  readonly samples: Float32Array;
}

/** The codes of the test images, with one sample of q(z|x) for each. */
interface Encoded {
  /** E[z|x], N·K. */
  readonly means: Float32Array;
  /** The samples, N·K. */
  readonly z: Float32Array;
  /** The rate of each latent unit, fewer than K for one-hot codes; none of an autoencoder. */
  readonly unitRates: readonly number[];
  /** log p(x|z) of each image, N. */
  readonly reconstruction: ArrayLike<number>;
  readonly metrics: Metrics;
}

/** The ELBO at beta = 1, whatever was trained, and its rate by latent unit. */
const encodedByVae = (
  trained: TrainedModel<FamilyVae>,
  { test, regulariser, run = runEagerly }: EvaluationInput,
  rng: Rng,
): Encoded => {
  const terms = elboTerms<Posterior, Prior>(trained, test.values, {
    rng,
    run,
    ...(regulariser && { regulariser: regulariser as Divergence<Posterior, Prior> }),
  });
  const reconstruction = mean(terms.reconstruction);
  const rate = mean(terms.rate);
  const unitRates = [...terms.unitRate];
  const metrics = {
    "test/elbo": reconstruction - rate,
    "test/reconstruction": reconstruction,
    "test/rate": rate,
    ...(terms.regulariser && { "test/regulariser": mean(terms.regulariser) }),
    ...Object.fromEntries(unitRates.map((value, unit) => [unitRateKey(unit), value])),
  };
  return {
    means: terms.mean,
    z: terms.code,
    unitRates,
    reconstruction: terms.reconstruction,
    metrics,
  };
};

/** An autoencoder's code is deterministic. */
const encoded = (
  trained: TrainedModel<Model>,
  { test, run = runEagerly }: EvaluationInput,
): Encoded => {
  const { mean: z } = codes(trained, test.values, { run });
  const reconstruction = reconstructionLogLikelihood(trained, test.values, z, { run });
  return {
    means: z,
    z,
    unitRates: [],
    reconstruction,
    metrics: { "test/reconstruction": mean(reconstruction) },
  };
};

const fromPrior = (trained: TrainedModel<Model>, rng: Rng): Float32Array =>
  isVae(trained)
    ? priorCodes(trained, rng, imagesForSharpness)
    : rng.normals(imagesForSharpness * trained.model.latentSize);

/**
 * Evaluates models on the test set, with one sample of q(z|x) per image. Metrics that need a posterior
 * or a prior are absent for a model without one.
 */
export const evaluator = (input: EvaluationInput) => {
  const { test, shape, bound, run = runEagerly } = input;
  const compared = Math.min(imagesForSharpness, test.size);
  const sharpness = relativeSharpness(
    test.values.subarray(0, compared * sampleLength(shape)),
    shape,
  );

  return (trained: TrainedModel<Model>, rng: Rng): Evaluation => {
    const K = trained.model.latentSize;
    const { means, z, unitRates, reconstruction, metrics } = isVae(trained)
      ? encodedByVae(trained, input, rng.fold("codes"))
      : encoded(trained, input);
    const shuffled = shuffledCodes(z, K, rng.fold("shuffle").permutation(test.size));
    const mismatched = reconstructionLogLikelihood(trained, test.values, shuffled, { run });
    const losses = Array.from(mismatched, (value, i) => (reconstruction[i] ?? Number.NaN) - value);
    const reconstructions = decode(trained, z.subarray(0, compared * K), { run });
    const drawn = fromPrior(trained, rng.fold("prior"));
    const samples = decode(trained, drawn, { run });

    const own = {
      ...(isVae(trained) && { "test/active_units": activeUnits(means, K, unitRates.length) }),
      ...(bound && {
        "test/bound": bound(trained, test.values, { rng: rng.fold("bound"), run }),
      }),
      "test/code_use": mean(losses),
      ...(losses.length > 1 && { "test/code_use_se": standardError(losses) }),
      ...(expectsNormalCodes(trained) && { "test/prior_mismatch": priorMismatch(z, K) }),
      ...(sharpness && {
        "test/sharpness_reconstruction": sharpness(reconstructions),
        "test/sharpness_samples": sharpness(samples),
      }),
    } satisfies Partial<Record<TestMetricKey, number>>;
    const activity = isVae(trained) ? activityMetricsOf(means, K, unitRates) : {};
    return {
      metrics: { ...metrics, ...own, ...activity },
      means,
      codes: z,
      reconstructions,
      priorCodes: drawn,
      samples,
    };
  };
};
