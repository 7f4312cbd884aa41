import {
  adam,
  elbo,
  fit as fitted,
  pathwise,
  type TrainedModel,
  type Vae,
  vae,
} from "@vae-lab/core";
import { loadBackend } from "../backend/native.ts";
import { chooseSteps } from "../backend/steps/choose-steps.ts";
import type { DatasetName } from "../config/dataset.ts";
import { loadDataset } from "../datasets/load-dataset.ts";

/** A nonlinear VAE whose posterior can be integrated over a grid. */
export interface SmallModel {
  readonly trained: TrainedModel<Vae>;
  /** Bits of test images that it has not seen, N·D. */
  readonly images: Float32Array;
  readonly labels: Int32Array;
}

export interface SmallModelOptions {
  readonly dataset?: DatasetName;
  readonly trainSize?: number;
  readonly images?: number;
  readonly epochs?: number;
  readonly hidden?: readonly number[];
  readonly seed?: number;
}

/**
 * Trains a VAE with two units, by default on binarised MNIST of 14×14 pixels, in seconds. The caller
 * disposes it.
 */
export const smallModel = async ({
  dataset = "mnist-14",
  trainSize = 10_000,
  images: testSize = 100,
  epochs = 5,
  hidden = [100],
  seed = 1,
}: SmallModelOptions = {}): Promise<SmallModel> => {
  const backend = await loadBackend();
  const { train, test } = await loadDataset({ name: dataset, trainSize, testSize });
  const dataSize = train.values.length / train.size;
  const model = vae({ dataSize, latentSize: 2, hidden });
  const trained = await fitted(
    { model, objective: elbo(), estimator: pathwise(), optimizer: adam() },
    train.values,
    {
      ...{ epochs, batchSize: 128, seed },
      steps: (...args) => chooseSteps(backend, ...args).steps,
    },
  );
  return { trained, images: test.values, labels: test.labels ?? new Int32Array(test.size) };
};
