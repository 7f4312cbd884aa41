/** Sizes of a model and its minibatches, from which our processes and the peers' build it. */
export interface ModelSpec {
  readonly kind: "vae" | "plain-vae" | "iwae" | "convolutional";
  /** Widths of the encoder's layers, mirrored in the decoder; filters if convolutional. */
  readonly hidden: readonly number[];
  readonly latent: number;
  /** K, the number of samples of an IWAE. */
  readonly samples: number;
  readonly batchSize: number;
  /** Number of MNIST images over which minibatches cycle in order. */
  readonly rows: number;
}

const common = { samples: 1, batchSize: 128, rows: 6000 };

/** The models of the step benchmark, by name. */
export const modelSpecs = {
  essay: { kind: "vae", hidden: [400], latent: 20, ...common },
  keras: { kind: "vae", hidden: [512], latent: 2, ...common },
  iwae: { kind: "iwae", hidden: [200, 200], latent: 50, ...common, samples: 5 },
  convolutional: { kind: "convolutional", hidden: [32, 64], latent: 2, ...common },
} as const satisfies Record<string, ModelSpec>;

export type ModelName = keyof typeof modelSpecs;

export const modelTitles: Readonly<Record<ModelName, string>> = {
  essay: "VAE of Saghir's essay, 784-400-20",
  keras: "Keras example, 784-512-2",
  iwae: "IWAE K = 5, 784-200-200-50",
  convolutional: "convolutional VAE, 32-64-2",
};
