/** Sizes of a model and its minibatches: what our processes and the peers' build from alike. */
export interface ModelSpec {
  readonly kind: "vae" | "plain-vae" | "iwae" | "convolutional";
  /** Widths of the encoder, mirrored in the decoder; filters for a convolutional one. */
  readonly hidden: readonly number[];
  readonly latent: number;
  /** K, the samples of an IWAE. */
  readonly samples: number;
  readonly batchSize: number;
  /** How many of MNIST's images the minibatches go round in, in their order. */
  readonly rows: number;
}

const common = { samples: 1, batchSize: 128, rows: 6000 };

/** The models of the step benchmark, by the names that reports give them. */
export const modelSpecs = {
  essay: { kind: "vae", hidden: [400], latent: 20, ...common },
  keras: { kind: "vae", hidden: [512], latent: 2, ...common },
  iwae: { kind: "iwae", hidden: [200, 200], latent: 50, ...common, samples: 5 },
  convolutional: { kind: "convolutional", hidden: [32, 64], latent: 2, ...common },
} as const satisfies Record<string, ModelSpec>;

export type ModelName = keyof typeof modelSpecs;

export const modelTitles: Readonly<Record<ModelName, string>> = {
  essay: "essay's VAE, 784-400-20",
  keras: "Keras example, 784-512-2",
  iwae: "IWAE K = 5, 784-200-200-50",
  convolutional: "convolutional VAE, 32-64-2",
};
