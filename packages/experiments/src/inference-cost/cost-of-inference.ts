import * as tf from "@tensorflow/tfjs";
import { type Rng, rng, type TrainedModel, trainedModel, type Vae, vae } from "@vae-lab/core";
import { refine } from "@vae-lab/core/evaluation";
import { semiAmortised } from "@vae-lab/core/posteriors";
import { loadBackend } from "../backend/native.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import { loadDataset } from "../datasets/load-dataset.ts";
import type { ExactValue } from "../studies/evidence.ts";
import { costOnNewImages } from "./new-images.ts";
import {
  type PerObservationSetting,
  type Progress,
  type TrainingTask,
  trainPerObservation,
  trainWithEncoder,
} from "./training-passes.ts";

export interface CostOfInference {
  readonly dataset: TrialConfig["dataset"];
  /** Epochs of the amortised training, whose bound the others shall reach. */
  readonly epochs: number;
  readonly seeds: readonly number[];
}

/** New images whose inference is timed by passes. */
const newImages = 100;

/** Trainings stop at this multiple of the passes of the amortised one. */
const budget = 3;

/** Steps on each image in semi-amortised training. */
const refinements = 2;

/** The settings of separate parameters that are tried; the cheapest counts, which favours them. */
const perObservation: readonly PerObservationSetting[] = [
  { learningRate: 0.3, steps: 1 },
  { learningRate: 0.6, steps: 1 },
  { learningRate: 1, steps: 1 },
  { learningRate: 0.6, steps: 2 },
];

interface Cost {
  readonly passes: number;
  readonly seconds: number;
  /** The bound at the end. */
  readonly bound: number;
}

/** The cost until a training reaches a bound, at most a budget of passes. */
const costTo = (training: Iterable<Progress>, goal: number, maxPasses: number): Cost => {
  let last: Cost = { passes: 0, seconds: 0, bound: Number.NEGATIVE_INFINITY };
  for (const { passes, seconds, bound } of training) {
    last = { passes: Math.min(passes, maxPasses), seconds, bound };
    if (bound >= goal || passes >= maxPasses) break;
  }
  return last;
};

/** The amortised training, of a number of epochs, and its model. */
const amortised = (
  task: TrainingTask,
  epochs: number,
): { readonly cost: Cost; readonly trained: TrainedModel<Vae> } => {
  for (const { passes, seconds, bound, trained } of trainWithEncoder(task, 0))
    if (passes >= 4 * epochs)
      return {
        cost: { passes, seconds, bound },
        trained: trainedModel(task.model, trained.parameters),
      };
  throw new RangeError(`cannot train: epochs must be finite (got ${epochs}); pass a whole number`);
};

const onNewImages = (
  trained: TrainedModel<Vae>,
  images: Float32Array,
  noise: Rng,
  seed: number,
): ExactValue[] => {
  const K = trained.model.latentSize;
  const found = tf.tidy(() => {
    const x = tf.tensor2d(images, [newImages, trained.model.dataSize]);
    const best = refine(trained, images, { rng: noise.fold("refinement") });
    const moments = {
      mean: tf.tensor2d(best.mean, [newImages, K]),
      logVariance: tf.tensor2d(best.logVariance, [newImages, K]),
    };
    return costOnNewImages(trained, x, moments, noise.fold("new images"));
  });
  const at = { seed };
  const passes = (quantity: string, value: number): ExactValue => ({
    ...{ quantity, at, value, error: 0, unit: "passes per image" },
  });
  return [
    passes("passes for a new image from the prior to the encoder's bound", found.priorToEncoder),
    passes("passes for a new image from the prior to a higher bound", found.priorToHigher),
    passes("passes for a new image from the encoder's q to that bound", found.encoderToHigher),
    {
      quantity: "passes to the higher bound, from the prior / from the encoder's q",
      ...{ at, value: found.priorToHigher / found.encoderToHigher, error: 0, unit: "" },
    },
    ...(["encoderBound", "higherBound"] as const).map((key) => ({
      quantity: key === "encoderBound" ? "the encoder's bound" : "the higher bound",
      ...{ at, value: found[key], error: Number.EPSILON, unit: "nats per image" },
    })),
  ];
};

const ofSeed = (
  data: { readonly training: Float32Array; readonly unseen: Float32Array; readonly size: number },
  epochs: number,
  seed: number,
): ExactValue[] => {
  const noise = rng(seed).fold("cost of inference");
  const model = vae({ dataSize: data.size, latentSize: 10, hidden: [200] });
  const task: TrainingTask = { model, data: data.training, seed, rng: noise };
  const { cost, trained } = amortised(task, epochs);
  const maxPasses = budget * cost.passes;
  try {
    const refined = { ...task, model: semiAmortised(model, { steps: refinements, samples: 1 }) };
    const costs: readonly (readonly [string, Cost])[] = [
      ["amortised", cost],
      ["semi-amortised", costTo(trainWithEncoder(refined, refinements), cost.bound, maxPasses)],
      ...perObservation.map(
        (setting) =>
          [
            `separate parameters, ${setting.steps} steps at ${setting.learningRate}`,
            costTo(trainPerObservation(task, setting), cost.bound, maxPasses),
          ] as const,
      ),
    ];
    const fewest = (prefix: string) =>
      Math.min(...costs.flatMap(([name, own]) => (name.startsWith(prefix) ? own.passes : [])));
    const ratio = (quantity: string, value: number): ExactValue => ({
      ...{ quantity, at: { seed }, value, error: 0, unit: "" },
    });
    return [
      ...costs.flatMap(([inference, { passes, seconds, bound }]): ExactValue[] => {
        const at = { seed, inference };
        const per = { at, error: 0 };
        return [
          { quantity: "training passes", value: passes, unit: "passes per image", ...per },
          { quantity: "bound after these passes", value: bound, unit: "nats per image", ...per },
          { quantity: "seconds, on a shared machine", value: seconds, unit: "s", ...per },
        ];
      }),
      ratio(
        "training passes, separate parameters / amortised",
        fewest("separate parameters") / cost.passes,
      ),
      ratio("training passes, semi-amortised / amortised", fewest("semi-amortised") / cost.passes),
      ...onNewImages(trained, data.unseen, noise, seed),
    ];
  } finally {
    trained.dispose();
  }
};

/**
 * What it costs to reach one bound by an encoder, by an encoder and a few steps on each image, and by
 * separate variational parameters, in network passes: one pass is one evaluation of the encoder or of the
 * decoder for one image and one draw, or its gradient. On training images all train a decoder from the
 * same initial weights, and the goal is the bound of the amortised training; on new images all use the
 * decoder of that training.
 */
export const costOfInference = async ({
  dataset,
  epochs,
  seeds,
}: CostOfInference): Promise<ExactValue[]> => {
  await loadBackend();
  const { train, test } = await loadDataset(dataset);
  const size = train.values.length / train.size;
  const data = {
    ...{ training: train.values, size },
    unseen: test.values.subarray(0, newImages * size),
  };
  return seeds.flatMap((seed) => ofSeed(data, epochs, seed));
};
