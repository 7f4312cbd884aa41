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
import { loadDataset } from "../datasets/load-dataset.ts";

/** A nonlinear VAE whose posterior can be integrated over a grid. */
export interface SmallModel {
  readonly trained: TrainedModel<Vae>;
  /** Bits of test images that it has not seen, N·196. */
  readonly images: Float32Array;
  readonly labels: Int32Array;
}

export interface SmallModelOptions {
  readonly trainSize?: number;
  readonly images?: number;
  readonly epochs?: number;
  readonly hidden?: readonly number[];
  readonly seed?: number;
}

/** Trains a VAE with two units on binarised MNIST of 14×14 pixels, in seconds. The caller disposes it. */
export const smallModel = async ({
  trainSize = 10_000,
  images: testSize = 100,
  epochs = 5,
  hidden = [100],
  seed = 1,
}: SmallModelOptions = {}): Promise<SmallModel> => {
  const backend = await loadBackend();
  const { train, test } = await loadDataset({ name: "mnist-14", trainSize, testSize });
  const model = vae({ dataSize: 196, latentSize: 2, hidden });
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
