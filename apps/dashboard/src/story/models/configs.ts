import { completeConfig, type TrialConfig } from "@vae-lab/experiments/config";

const shared = {
  dataset: { name: "mnist-14", trainSize: 20_000, testSize: 1_000 },
  optimizer: { learningRate: 0.002 },
  epochs: 50,
  seed: 1,
} as const;

const network = { latent: 2, hidden: [48, 32], likelihood: { kind: "bernoulli" } } as const;

/** The configs of the models that the story shows: they differ in what its steps are about. */
export const storyConfigs = {
  autoencoder: completeConfig({ ...shared, model: { kind: "autoencoder", ...network } }),
  vae: completeConfig({ ...shared, model: network, objective: { beta: 1 } }),
  collapsed: completeConfig({ ...shared, model: network, objective: { beta: 64 } }),
} satisfies Record<string, TrialConfig>;

export type StoryModelName = keyof typeof storyConfigs;
export const storyModelNames = Object.keys(storyConfigs) as readonly StoryModelName[];

/** The number of test images that the story shows. */
export const storyImages = 500;
