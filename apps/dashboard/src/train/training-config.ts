import { completeConfig, type TrialConfig } from "@vae-lab/experiments/config";
import type { TrainingSettings } from "./training-settings.ts";

/** Training and test images, and passes over them: far more than anyone watches. */
const [trainSize, testSize] = [4096, 1000];
const epochs = 500;

/** The config of the training, the same that `vae-lab train` takes: a VAE with two latent units. */
export const configOf = (settings: TrainingSettings): TrialConfig =>
  completeConfig({
    dataset: { name: settings.data, trainSize, testSize },
    model: {
      latent: 2,
      hidden: [settings.data === "mnist" ? 200 : 128],
      likelihood: { kind: settings.likelihood },
    },
    objective: {
      regulariser: settings.regulariser,
      beta: settings.regulariser === "none" ? 0 : settings.beta,
    },
    estimator: { kind: settings.estimator },
    optimizer: { learningRate: settings.rate },
    batchSize: 64,
    epochs,
    seed: settings.seed,
  });
