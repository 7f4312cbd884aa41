import {
  DatasetName,
  initialisations,
  partsOfKinds,
  regularisers,
} from "@vae-lab/experiments/config";
import { numberIn } from "../command-line/numbers.ts";
import { type Json, withValue } from "./dotted-keys.ts";

/** What is no number stays the text that it is: the config's rule for its key refuses it. */
const reading =
  (way: Parameters<typeof numberIn>[1]) =>
  (text: string): number | string => {
    const value = numberIn(text, way);
    return Number.isNaN(value) ? text : value;
  };
const count = reading("whole");
const decimal = reading("decimal");

const counts = (text: string): (number | string)[] =>
  text.trim() === "" ? [] : text.split(",").map((item) => count(item.trim()));

const verbatim = (text: string): string => text;

/** `a, b or c` */
const listed = (names: readonly string[]): string =>
  `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;

/** The kinds that a part may be of. */
const kindsOf = (path: string): string => listed(Object.keys(partsOfKinds[path] ?? {}));

/** Options of `train` by the config key that each sets; the config's schema holds the rules. */
export const configFlags = {
  dataset: {
    key: "dataset.name",
    read: verbatim,
    hint: "name",
    says: `Images to train on: ${DatasetName.options.join(", ")}`,
  },
  model: {
    key: "model.kind",
    read: verbatim,
    hint: "kind",
    says: kindsOf("model"),
  },
  latent: { key: "model.latent", read: count, hint: "number", says: "Latent units" },
  codes: {
    key: "model.codes.kind",
    read: verbatim,
    hint: "kind",
    says: `Discrete codes in the place of normal ones: ${kindsOf("model.codes")}`,
  },
  hidden: {
    key: "model.hidden",
    read: counts,
    hint: "400,200",
    says: "Widths of the hidden layers",
  },
  initialisation: {
    key: "model.initialisation",
    read: verbatim,
    hint: "name",
    says: `How first weights are drawn: ${listed(initialisations)}`,
  },
  likelihood: {
    key: "model.likelihood.kind",
    read: verbatim,
    hint: "kind",
    says: kindsOf("model.likelihood"),
  },
  variance: {
    key: "model.likelihood.variance",
    read: decimal,
    hint: "number",
    says: "Variance of the Gaussian likelihood",
  },
  regulariser: {
    key: "objective.regulariser",
    read: verbatim,
    hint: "name",
    says: listed(regularisers),
  },
  alpha: {
    key: "objective.alpha",
    read: decimal,
    hint: "number",
    says: "Which member of a family of regularisers",
  },
  beta: { key: "objective.beta", read: decimal, hint: "number", says: "Weight of the regulariser" },
  schedule: {
    key: "objective.schedule.kind",
    read: verbatim,
    hint: "kind",
    says: `How beta gets there, or what it follows: ${kindsOf("objective.schedule")}; targets are told in a config file`,
  },
  inference: {
    key: "inference.kind",
    read: verbatim,
    hint: "kind",
    says: `A bound in the place of the ELBO: ${kindsOf("inference")}`,
  },
  estimator: {
    key: "estimator.kind",
    read: verbatim,
    hint: "kind",
    says: kindsOf("estimator"),
  },
  samples: {
    key: "estimator.samples",
    read: count,
    hint: "number",
    says: "Samples of z for each image",
  },
  optimizer: {
    key: "optimizer.kind",
    read: verbatim,
    hint: "kind",
    says: kindsOf("optimizer"),
  },
  "learning-rate": {
    key: "optimizer.learningRate",
    read: decimal,
    hint: "number",
    says: "The optimizer's learning rate",
  },
  "batch-size": { key: "batchSize", read: count, hint: "number", says: "Images per step" },
  epochs: { key: "epochs", read: count, hint: "number", says: "Passes over the training images" },
  seed: { key: "seed", read: count, hint: "number", says: "Seed of all randomness" },
} as const;

export type ConfigFlag = keyof typeof configFlags;
type ConfigFlags = { readonly [name in ConfigFlag]?: string | undefined };

/** The part of a config that the flags say. Not yet checked. */
export const partFrom = (flags: ConfigFlags): Json => {
  let part: Json = {};
  for (const [name, { key, read }] of Object.entries(configFlags)) {
    const text = flags[name as ConfigFlag];
    if (text !== undefined) part = withValue(part, key, read(text));
  }
  return part;
};
