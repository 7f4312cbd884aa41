import { number } from "../command-line/numbers.ts";
import { withValue } from "./sweep-file.ts";

const list = (option: string, text: string): number[] =>
  text.trim() === "" ? [] : text.split(",").map((part) => number(option, part));

const verbatim = (_option: string, text: string): string => text;

/** Options of `train` by the config key that each sets; the config's schema holds the rules. */
export const configFlags = {
  dataset: { key: "dataset.name", read: verbatim, hint: "name", says: "Images to train on" },
  model: {
    key: "model.kind",
    read: verbatim,
    hint: "kind",
    says: "vae, autoencoder or denoising-autoencoder",
  },
  latent: { key: "model.latent", read: number, hint: "number", says: "Latent units" },
  hidden: { key: "model.hidden", read: list, hint: "400,200", says: "Widths of the hidden layers" },
  likelihood: {
    key: "model.likelihood.kind",
    read: verbatim,
    hint: "kind",
    says: "bernoulli or gaussian",
  },
  variance: {
    key: "model.likelihood.variance",
    read: number,
    hint: "number",
    says: "Variance of the Gaussian likelihood",
  },
  regulariser: {
    key: "objective.regulariser",
    read: verbatim,
    hint: "name",
    says: "reverse-kl, forward-kl, half-jeffreys or none",
  },
  beta: { key: "objective.beta", read: number, hint: "number", says: "Weight of the regulariser" },
  estimator: {
    key: "estimator.kind",
    read: verbatim,
    hint: "kind",
    says: "pathwise or score-function",
  },
  samples: {
    key: "estimator.samples",
    read: number,
    hint: "number",
    says: "Samples of z for each image",
  },
  "learning-rate": {
    key: "optimizer.learningRate",
    read: number,
    hint: "number",
    says: "Adam's learning rate",
  },
  "batch-size": { key: "batchSize", read: number, hint: "number", says: "Images per step" },
  epochs: { key: "epochs", read: number, hint: "number", says: "Passes over the training images" },
  seed: { key: "seed", read: number, hint: "number", says: "Seed of all randomness" },
} as const;

export type ConfigFlag = keyof typeof configFlags;
type ConfigFlags = { readonly [name in ConfigFlag]?: string | undefined };

type Json = Record<string, unknown>;

/** The essay's VAE on MNIST, where nothing else is said; a corruption where one is needed. */
const usual = (flags: ConfigFlags): Json => {
  const kind = flags.model ?? "vae";
  const corruption = { kind: "masking", rate: 0.25 };
  const model = {
    kind,
    latent: 20,
    ...(kind === "denoising-autoencoder" && { corruption }),
    ...(flags.likelihood === "gaussian" && { likelihood: { kind: "gaussian", variance: 0.1 } }),
  };
  const shared = { dataset: { name: "mnist" }, model };
  if (kind !== "vae") return shared;
  return { ...shared, objective: {}, estimator: { kind: "pathwise" } };
};

/** A config from the flags given, over `base` or else over the usual one. Not yet checked. */
export const configFrom = (flags: ConfigFlags, base: Json = usual(flags)): Json => {
  let config = base;
  for (const [name, { key, read }] of Object.entries(configFlags)) {
    const text = flags[name as ConfigFlag];
    if (text !== undefined) config = withValue(config, key, read(`--${name}`, text));
  }
  return config;
};
