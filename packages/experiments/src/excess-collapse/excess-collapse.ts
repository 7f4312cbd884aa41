import {
  adam,
  codes,
  type Estimator,
  elbo,
  fit as fitted,
  gaussian,
  type Normal,
  pathwise,
  rng,
  type TrainedModel,
  toTensors,
  type Vae,
  vae,
} from "@vae-lab/core";
import { scoreFunction } from "@vae-lab/core/estimators";
import { refine } from "@vae-lab/core/evaluation";
import { initialSnapshot, type MakeSteps } from "@vae-lab/core/training";
import type { Backend } from "../backend/backend.ts";
import { loadBackend } from "../backend/native.ts";
import { chooseSteps } from "../backend/steps/choose-steps.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import { loadDataset } from "../datasets/load-dataset.ts";
import { activeUnits } from "../metrics/collapse.ts";
import type { ExactValue } from "../studies/evidence.ts";
import { dataSpectrum, predict, regulariserTheory } from "../theory/index.ts";

export interface ExcessCollapse {
  readonly dataset: TrialConfig["dataset"];
  readonly epochs: number;
  readonly seeds: readonly number[];
}

const variance = 0.25;
const latentSize = 20;
const batchSize = 128;
/** Test images whose active units are counted. */
const images = 500;

const optimizer = adam({ learningRate: 0.003 });
const byScoreFunction = scoreFunction({ samples: 4, baseline: "leave-one-out" });

interface Training {
  readonly backend: Backend;
  readonly model: Vae;
  readonly data: Float32Array;
  readonly epochs: number;
  readonly seed: number;
}

/** Trains from initial parameters or goes on from a model, with all parameters or the decoder's alone. */
const trained = (
  { backend, model, data, epochs, seed }: Training,
  estimator: Estimator<Normal>,
  from?: TrainedModel<Vae>,
  part: "all" | "decoder" = "all",
): Promise<TrainedModel<Vae>> => {
  const trainable = { model, objective: elbo(), estimator, optimizer };
  const steps: MakeSteps = (own, rows, options) => {
    const isTrainable = (name: string) => part === "all" || name.startsWith("decoder.");
    return chooseSteps(backend, own, rows, { ...options, isTrainable }).steps;
  };
  return fitted(trainable, data, {
    ...{ epochs, batchSize, seed, steps },
    ...(from && { from: initialSnapshot(trainable, toTensors(from), seed) }),
  });
};

/** Active units by the encoder's means. */
const unitsOf = (model: TrainedModel<Vae>, x: Float32Array): number =>
  activeUnits(codes(model, x).mean, latentSize);

/** Active units by the means of the best q of each image. */
const refinedUnits = (model: TrainedModel<Vae>, x: Float32Array, seed: number): number =>
  activeUnits(refine(model, x, { rng: rng(seed).fold("refinement") }).mean, latentSize);

const ofSeed = async (
  training: Training,
  unseen: Float32Array,
  predicted: number,
): Promise<ExactValue[]> => {
  const { seed } = training;
  const models: TrainedModel<Vae>[] = [];
  const kept = async (model: Promise<TrainedModel<Vae>>): Promise<TrainedModel<Vae>> => {
    const own = await model;
    models.push(own);
    return own;
  };
  try {
    const first = await kept(trained(training, byScoreFunction));
    const longer = await kept(trained(training, byScoreFunction, first));
    const decoder = await kept(trained(training, pathwise(), first, "decoder"));
    const again = await kept(trained(training, pathwise(), first));
    const units = (quantity: string, value: number): ExactValue => ({
      ...{ quantity, at: { seed }, value, error: 0, unit: "units" },
    });
    const observed = unitsOf(first, unseen);
    const excess = predicted - observed;
    const byLength = unitsOf(longer, unseen) - observed;
    const byPathwise = unitsOf(again, unseen) - observed;
    const refined = refinedUnits(first, unseen, seed) - observed;
    const refitted = refinedUnits(decoder, unseen, seed) - observed;
    return [
      units("active units", observed),
      units("excess collapse", excess),
      units("active units gained by refining q of each image", refined),
      units("active units gained by refitting the decoder", refitted),
      units("active units gained by training as long again", byLength),
      units("active units gained by training as long again, pathwise", byPathwise),
      units(
        "active units gained by pathwise gradients beyond training as long",
        byPathwise - byLength,
      ),
      units("excess that is left", excess - byPathwise),
    ];
  } finally {
    for (const model of models) model.dispose();
  }
};

/**
 * Why linear VAEs that are trained by the score function have fewer active units than their optimum: what
 * each remedy gains from the same checkpoint, on test images.
 */
export const excessCollapse = async ({
  dataset,
  epochs,
  seeds,
}: ExcessCollapse): Promise<ExactValue[]> => {
  const backend = await loadBackend();
  const { train, test } = await loadDataset(dataset);
  const dataSize = train.values.length / train.size;
  const { eigenvalues } = dataSpectrum(train.values, dataSize);
  const unit = regulariserTheory({ regulariser: "reverse-kl" })?.unit;
  if (unit === undefined) return [];
  const theory = predict({ eigenvalues, beta: 1, variance, latentSize, unit });
  const model = vae({ dataSize, latentSize, hidden: [], likelihood: gaussian({ variance }) });
  const unseen = test.values.subarray(0, images * dataSize);
  const values: ExactValue[] = [
    {
      quantity: "active units by theory",
      ...{ value: theory.activeUnits, error: 0, unit: "units" },
    },
  ];
  for (const seed of seeds) {
    const training = { backend, model, data: train.values, epochs, seed };
    values.push(...(await ofSeed(training, unseen, theory.activeUnits)));
  }
  return values;
};
