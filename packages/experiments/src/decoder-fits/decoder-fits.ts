import {
  adam,
  decode,
  elbo,
  fit as fitted,
  pathwise,
  rng,
  type TrainedModel,
  type Vae,
  vae,
} from "@vae-lab/core";
import { drawData } from "@vae-lab/core/evaluation";
import { type MakeDecoder, maskedDecoder } from "@vae-lab/core/models";
import { cosineDecay } from "@vae-lab/core/optimizers";
import type { VaeTrainable } from "@vae-lab/core/training";
import { loadBackend } from "../backend/native.ts";
import { chooseSteps } from "../backend/steps/choose-steps.ts";
import { loadDataset } from "../datasets/load-dataset.ts";
import { rowsAt, spacedIndices } from "../metrics/spaced-rows.ts";
import type { ExactValue } from "../studies/evidence.ts";
import type { StudyOptions } from "../studies/study.ts";
import { datasetOf } from "../studies/trials.ts";
import { energyFit } from "./energy-fit.ts";
import { measureGenerated, referenceOf } from "./generated-images.ts";
import { generatedSets } from "./generated-sets.ts";

interface FitSetting {
  readonly batchSize: number;
  /** At the first step; it falls to 0 by a cosine. */
  readonly learningRate: number;
  /** The number of epochs is this factor times that of the study. Default: 1. */
  readonly epochFactor?: number;
}

/** Sizes and optimizers of the fits that are compared. */
export interface DecoderFitsSetting {
  readonly latent: number;
  readonly hidden: readonly number[];
  readonly likelihood: FitSetting;
  readonly energy: FitSetting;
  /** Test images that each seed is compared with: others for each. */
  readonly images: number;
}

type Generated = Readonly<Record<keyof typeof generatedSets, Float32Array>>;

/** Images of models that are trained on the same rows, from the same codes of N(0, I). */
const generated = async (
  { epochs }: StudyOptions,
  { latent, hidden, likelihood, energy, images }: DecoderFitsSetting,
  rows: Float32Array,
  dataSize: number,
  seed: number,
): Promise<Generated> => {
  const backend = await loadBackend();
  const noise = rng(seed).fold("generated images");
  const z = noise.fold("codes").normals(images * latent);
  const sizes = { dataSize, latentSize: latent, hidden };
  const trainedBy = (trainable: VaeTrainable<"normal", "expectation">, own: FitSetting) =>
    fitted(trainable, rows, {
      ...{ epochs: epochs * (own.epochFactor ?? 1), batchSize: own.batchSize, seed },
      steps: (...args) => chooseSteps(backend, ...args).steps,
    });
  const byElbo = (decoder?: MakeDecoder) =>
    trainedBy(
      {
        model: vae({ ...sizes, ...(decoder && { decoder }) }),
        ...{ objective: elbo(), estimator: pathwise() },
        optimizer: adam({ learningRate: cosineDecay({ from: likelihood.learningRate }) }),
      },
      likelihood,
    );
  const imagesOf = <T>(trained: TrainedModel<Vae>, make: (trained: TrainedModel<Vae>) => T): T => {
    try {
      return make(trained);
    } finally {
      trained.dispose();
    }
  };
  const drawn = (trained: TrainedModel<Vae>) => drawData(trained, z, noise.fold("observation"));
  const factorised = imagesOf(await byElbo(), (trained) => ({
    means: decode(trained, z),
    draws: drawn(trained),
  }));
  const byEnergy = energyFit({
    ...sizes,
    learningRate: cosineDecay({ from: energy.learningRate }),
  });
  return {
    ...factorised,
    autoregressive: imagesOf(await byElbo(maskedDecoder({})), drawn),
    energy: imagesOf(await trainedBy(byEnergy, energy), (trained) => decode(trained, z)),
    training: rowsAt(rows, dataSize, spacedIndices(rows.length / dataSize, images)),
  };
};

/**
 * How sharp generated images are and how they cover test images, one value for each set of images, measure
 * and seed: of a VAE with a factorised decoder, of one with an autoregressive decoder, and of the first
 * one's decoder fitted by the energy distance, without a likelihood; training images beside them.
 */
export const decoderFits = async (
  options: StudyOptions,
  setting: DecoderFitsSetting,
  firstSeed = 1,
): Promise<ExactValue[]> => {
  const testSize = setting.images * options.seeds;
  const { train, test, shape } = await loadDataset({ ...datasetOf(options), testSize });
  if (shape.kind === "vector")
    throw new Error("cannot compare how sharp generated rows are: the data are no images");
  const D = test.values.length / test.size;
  const values: ExactValue[] = [];
  for (let i = 0; i < options.seeds; i++) {
    const seed = firstSeed + i;
    const own = test.values.subarray(i * setting.images * D, (i + 1) * setting.images * D);
    const reference = referenceOf(own, shape);
    const sets = await generated(options, setting, train.values, D, seed);
    for (const [set, images] of Object.entries(generatedSets) as [keyof Generated, string][])
      for (const [quantity, found] of Object.entries(measureGenerated(sets[set], reference)))
        values.push({
          ...{ quantity, value: found.value, error: 4 * found.standardError },
          unit: quantity === "high frequencies" || quantity === "detail" ? "ratio to data" : "",
          at: { images, seed },
        });
  }
  return values;
};
