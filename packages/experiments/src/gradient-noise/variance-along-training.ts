import * as tf from "@tensorflow/tfjs";
import {
  adam,
  type Estimator,
  elbo,
  type Normal,
  pathwise,
  type Rng,
  rng,
  type TrainedModel,
  train,
  trainedModel,
  type Vae,
  vae,
} from "@vae-lab/core";
import { scoreFunction } from "@vae-lab/core/estimators";
import { streamsOf } from "@vae-lab/core/random";
import { median, quantile } from "@vae-lab/statistics";
import { loadBackend } from "../backend/native.ts";
import { chooseSteps } from "../backend/steps/choose-steps.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import { loadDataset } from "../datasets/load-dataset.ts";
import type { ExactValue } from "../studies/evidence.ts";
import { covarianceTrace } from "./covariance-trace.ts";
import { encoderGradients } from "./encoder-gradients.ts";
import { drawsOf, varianceShares } from "./rare-draws.ts";

export interface AlongTraining {
  readonly dataset: TrialConfig["dataset"];
  readonly epochs: number;
  readonly seeds: readonly number[];
  readonly betas: readonly number[];
}

/** Images of the minibatch, estimates of each gradient, and draws per image whose weights are compared. */
const sizes = { images: 64, estimates: 150, draws: 2000 };

const estimators: Readonly<Record<string, Estimator<Normal>>> = {
  "pathwise, 4 draws": pathwise({ samples: 4 }),
  "no baseline, 4 draws": scoreFunction({ samples: 4 }),
  "no baseline, 8 draws": scoreFunction({ samples: 8 }),
  "leave-one-out, 4 draws": scoreFunction({ samples: 4, baseline: "leave-one-out" }),
  "leave-one-out, 8 draws": scoreFunction({ samples: 8, baseline: "leave-one-out" }),
};
const reference = "pathwise, 4 draws";

/** The encoder's first weight matrix. */
const weights = "encoder.hidden.1.weights";

type Place = NonNullable<ExactValue["at"]>;

/** Variances by estimator at one point of a training, their ratios, and the durations. */
const variances = (
  trained: TrainedModel<Vae>,
  images: Float32Array,
  noise: Rng,
  at: Place,
): ExactValue[] => {
  const x = tf.tensor2d(images, [sizes.images, trained.model.dataSize]);
  try {
    const found = Object.entries(estimators).map(([name, estimator]) => {
      const { gradients, seconds } = encoderGradients(trained, x, {
        ...{ weights, estimator, rng: noise.fold(name), estimates: sizes.estimates },
      });
      return { name, seconds, trace: covarianceTrace(gradients) };
    });
    const pathwiseTrace = found.find(({ name }) => name === reference)?.trace;
    return found.flatMap(({ name, seconds, trace }) => {
      const own = { ...at, estimator: name };
      const ratio = trace.value / (pathwiseTrace?.value ?? Number.NaN);
      const relativeError = Math.hypot(
        trace.standardError / trace.value,
        (pathwiseTrace?.standardError ?? Number.NaN) / (pathwiseTrace?.value ?? Number.NaN),
      );
      return [
        {
          quantity: "trace of the gradient's covariance",
          ...{ at: own, value: trace.value, error: 4 * trace.standardError, unit: "nats²" },
        },
        ...(name === reference
          ? []
          : [
              {
                quantity: "variance / pathwise's",
                ...{ at: own, value: ratio, error: 4 * ratio * relativeError, unit: "" },
              },
            ]),
        {
          quantity: "seconds of one gradient, on a shared machine",
          ...{ at: own, value: median(seconds), unit: "s" },
          error: quantile(seconds, 0.75) - quantile(seconds, 0.25),
        },
      ];
    });
  } finally {
    x.dispose();
  }
};

const shareNames = {
  rarest: "share of the variance from the rarest 1 % of draws",
  largest: "share of the variance from the largest 1 % of contributions",
  rarestOfScore: "share of the rarest 1 % of draws in the variance of the score alone",
  withoutMean: "variance with the mean of f subtracted / without",
} as const;

/** Which draws the variance comes from; errors are twice the difference of two halves of the images. */
const shares = (
  trained: TrainedModel<Vae>,
  images: Float32Array,
  noise: Rng,
  at: Place,
): ExactValue[] => {
  const draws = drawsOf(trained, images, { rng: noise.fold("rare draws"), draws: sizes.draws });
  const half = draws.length / 2;
  const [all, first, second] = [draws, draws.slice(0, half), draws.slice(half)].map(varianceShares);
  return (Object.keys(shareNames) as (keyof typeof shareNames)[]).map((key) => ({
    ...{ quantity: shareNames[key], at, unit: "" },
    value: all?.[key] ?? Number.NaN,
    error: 2 * Math.abs((first?.[key] ?? Number.NaN) - (second?.[key] ?? Number.NaN)),
  }));
};

/**
 * The variance of gradient estimates at points of a training by the pathwise estimator: all estimators at
 * the same parameters, the initial ones, those after half of the epochs and the last. Durations are
 * medians; their error is the interquartile range.
 */
export const varianceAlongTraining = async ({
  dataset,
  epochs,
  seeds,
  betas,
}: AlongTraining): Promise<ExactValue[]> => {
  const backend = await loadBackend();
  const { train: training } = await loadDataset(dataset);
  const dataSize = training.values.length / training.size;
  const model = vae({ dataSize, latentSize: 10, hidden: [200] });
  const images = training.values.subarray(0, sizes.images * dataSize);
  const values: ExactValue[] = [];
  for (const seed of seeds) {
    const noise = rng(seed).fold("variance along training");
    const measure = (trained: TrainedModel<Vae>, at: Place) => {
      const own = noise.fold(...Object.values(at));
      values.push(...variances(trained, images, own, at), ...shares(trained, images, own, at));
    };
    const parameters = model.init(streamsOf(seed).parameters);
    const initial = trainedModel(model, parameters);
    measure(initial, { seed, stage: "initialisation" });
    initial.dispose();
    tf.dispose(parameters);
    for (const beta of betas) {
      const trainable = {
        ...{ model, objective: elbo({ beta }), estimator: pathwise(), optimizer: adam() },
      };
      for await (const event of train(trainable, training.values, {
        ...{ epochs, batchSize: 128, seed },
        steps: (...args) => chooseSteps(backend, ...args).steps,
      })) {
        if (event.kind !== "epoch") continue;
        if (event.epoch === Math.ceil(epochs / 2))
          measure(event.trained, { seed, stage: "middle", beta });
        if (event.epoch === epochs) measure(event.trained, { seed, stage: "end", beta });
      }
    }
  }
  return values;
};
