import {
  codes,
  decode,
  elboTerms,
  type Model,
  priorCodes,
  type Rng,
  reconstructionLogLikelihood,
  type TrainedModel,
  type Vae,
} from "@vae-lab/core";
import type { Divergence } from "@vae-lab/core/divergences";
import { type RunEvalFunction, runEagerly } from "@vae-lab/core/evaluation";
import type { BernoulliVae, CategoricalVae } from "@vae-lab/core/models";
import { mean } from "@vae-lab/statistics";
import type { Dataset } from "../datasets/dataset.ts";
import type { Metrics } from "../trial/trial-events.ts";
import { activeUnits, shuffledCodes } from "./collapse.ts";
import { type TestMetricKey, unitRateKey } from "./metrics.ts";
import { priorMismatch } from "./prior-mismatch.ts";
import { highFrequencyShare } from "./spectrum.ts";

/** Images whose spatial frequencies are compared: the first of the test set, as many draws. */
const imagesForSharpness = 1000;

type AnyVae = Vae | BernoulliVae | CategoricalVae;
type Posterior = ReturnType<AnyVae["posterior"]>;
type Prior = ReturnType<AnyVae["prior"]>;

/** What is judged, and against what. */
export interface EvaluationInput {
  readonly test: Dataset["test"];
  readonly width: number;
  readonly height: number;
  /** The regulariser that is trained, if any, between the laws of the model's own codes. */
  readonly regulariser?: Divergence<never, never> | undefined;
  /** How the inner functions run; eagerly when not given. */
  readonly run?: RunEvalFunction;
}

export interface Evaluation {
  readonly metrics: Metrics;
  /** E[z|x] of every test image, N·K. */
  readonly means: Float32Array;
  /** Decoded draws from q(z|x) for the first test images. */
  readonly reconstructions: Float32Array;
  /** Decoded draws from the prior, N(0, I) for an autoencoder. */
  readonly samples: Float32Array;
}

const isVae = (trained: TrainedModel): trained is TrainedModel<AnyVae> => "prior" in trained.model;

/** Whether codes should look like draws from a normal law: an autoencoder's are held to that too. */
export const expectsNormalCodes = (trained: TrainedModel): boolean =>
  !isVae(trained) || "whiten" in trained.model.prior(trained.parameters);

/** What a model makes of the test images, with one draw of q(z|x) for each. */
interface Encoded {
  /** E[z|x], N·K. */
  readonly means: Float32Array;
  /** The draws, N·K. */
  readonly z: Float32Array;
  /** Fewer than K for one-hot codes. */
  readonly units: number;
  readonly bound: Metrics;
}

/** The bound at beta 1, whatever was trained, and where its rate lies. */
const encodedByVae = (
  trained: TrainedModel<AnyVae>,
  { test, regulariser, run = runEagerly }: EvaluationInput,
  rng: Rng,
): Encoded => {
  const terms = elboTerms<Posterior, Prior>(trained, test.images, {
    rng,
    run,
    ...(regulariser && { regulariser: regulariser as Divergence<Posterior, Prior> }),
  });
  const reconstruction = mean(terms.reconstruction);
  const rate = mean(terms.rate);
  const units = [...terms.unitRate].map((value, unit) => [unitRateKey(unit), value]);
  const bound = {
    "test/elbo": reconstruction - rate,
    "test/reconstruction": reconstruction,
    "test/rate": rate,
    ...(terms.regulariser && { "test/regulariser": mean(terms.regulariser) }),
    ...(Object.fromEntries(units) as Metrics),
  };
  return { means: terms.mean, z: terms.code, units: terms.unitRate.length, bound };
};

/** An autoencoder's code has no law: it is its own draw. */
const encoded = (
  trained: TrainedModel<Model>,
  { test, run = runEagerly }: EvaluationInput,
): Encoded => {
  const { mean: z } = codes(trained, test.images, { run });
  const reconstruction = mean(reconstructionLogLikelihood(trained, test.images, z, { run }));
  return {
    means: z,
    z,
    units: trained.model.latentSize,
    bound: { "test/reconstruction": reconstruction },
  };
};

const fromPrior = (trained: TrainedModel<Model>, rng: Rng): Float32Array =>
  isVae(trained)
    ? priorCodes(trained, rng, imagesForSharpness)
    : rng.normals(imagesForSharpness * trained.model.latentSize);

/**
 * Judges a model on the test set: one draw of q(z|x) per image, z from the prior for samples. Measures
 * that need a posterior or a prior are absent for a model without one.
 */
export const evaluator = (subject: EvaluationInput) => {
  const { test, width, height, run = runEagerly } = subject;
  const size = width * height;
  const share = (images: Float32Array) => highFrequencyShare(images, width, height);
  const looked = Math.min(imagesForSharpness, test.size);
  const dataShare = share(test.images.subarray(0, looked * size));

  return (trained: TrainedModel<Model>, rng: Rng): Evaluation => {
    const K = trained.model.latentSize;
    const { means, z, units, bound } = isVae(trained)
      ? encodedByVae(trained, subject, rng.fold("codes"))
      : encoded(trained, subject);
    const shuffled = shuffledCodes(z, K, rng.fold("shuffle").permutation(test.size));
    const lost = mean(reconstructionLogLikelihood(trained, test.images, shuffled, { run }));
    const reconstructions = decode(trained, z.subarray(0, looked * K), { run });
    const samples = decode(trained, fromPrior(trained, rng.fold("prior")), { run });

    const own = {
      ...(isVae(trained) && { "test/active_units": activeUnits(means, K, units) }),
      "test/code_use": (bound["test/reconstruction"] ?? Number.NaN) - lost,
      ...(expectsNormalCodes(trained) && { "test/prior_mismatch": priorMismatch(z, K) }),
      ...(dataShare > 0 && {
        "test/sharpness_reconstruction": share(reconstructions) / dataShare,
        "test/sharpness_samples": share(samples) / dataShare,
      }),
    } satisfies Partial<Record<TestMetricKey, number>>;
    return { metrics: { ...bound, ...own }, means, reconstructions, samples };
  };
};
