import {
  binarisations,
  DatasetName,
  initialisations,
  partsOfKinds,
  precisions,
  regularisers,
} from "@vae-lab/experiments/config";
import { numberIn } from "../command-line/numbers.ts";
import { type Json, withValue } from "./dotted-keys.ts";

/** A text that is not a number stays a text: the rule of its config key refuses it. */
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

/** The kinds of a config part. */
const kindsOf = (path: string): string => listed(Object.keys(partsOfKinds[path] ?? {}));

/** The options of `train` with the config key that each sets; the config's schema checks them. */
export const configFlags = {
  dataset: {
    key: "dataset.name",
    read: verbatim,
    hint: "name",
    description: `Images to train on: ${listed(DatasetName.options)}`,
  },
  binarise: {
    key: "dataset.binarise",
    read: verbatim,
    hint: "way",
    description: `Make grey values bits, drawn anew at each step: ${binarisations.join(" or ")}`,
  },
  model: {
    key: "model.kind",
    read: verbatim,
    hint: "kind",
    description: `Model: ${kindsOf("model")}`,
  },
  latent: { key: "model.latent", read: count, hint: "number", description: "Latent units" },
  codes: {
    key: "model.codes.kind",
    read: verbatim,
    hint: "kind",
    description: `Codes instead of one layer of normal ones: ${kindsOf("model.codes")}`,
  },
  prior: {
    key: "model.prior.kind",
    read: verbatim,
    hint: "kind",
    description: `Learn the prior, instead of N(0, I): ${kindsOf("model.prior")}`,
  },
  condition: {
    key: "model.condition",
    read: verbatim,
    hint: "name",
    description: "Give encoder and decoder the class of each example: labels",
  },
  hidden: {
    key: "model.hidden",
    read: counts,
    hint: "400,200",
    description: "Widths of the hidden layers",
  },
  initialisation: {
    key: "model.initialisation",
    read: verbatim,
    hint: "name",
    description: `Initial weights: ${listed(initialisations)}`,
  },
  likelihood: {
    key: "model.likelihood.kind",
    read: verbatim,
    hint: "kind",
    description: `Likelihood p(x|z): ${kindsOf("model.likelihood")}`,
  },
  variance: {
    key: "model.likelihood.variance",
    read: decimal,
    hint: "number",
    description: "Variance of the Gaussian likelihood",
  },
  regulariser: {
    key: "objective.regulariser",
    read: verbatim,
    hint: "name",
    description: `Divergence between q(z|x) and p(z): ${listed(regularisers)}`,
  },
  alpha: {
    key: "objective.alpha",
    read: decimal,
    hint: "number",
    description: "Order α of a regulariser that has one, such as reverse-renyi",
  },
  beta: {
    key: "objective.beta",
    read: decimal,
    hint: "number",
    description: "Weight of the regulariser",
  },
  schedule: {
    key: "objective.schedule.kind",
    read: verbatim,
    hint: "kind",
    description: `Schedule of beta: ${kindsOf("objective.schedule")}; set targets in a config file`,
  },
  inference: {
    key: "inference.kind",
    read: verbatim,
    hint: "kind",
    description: `Bound to train instead of the ELBO: ${kindsOf("inference")}`,
  },
  estimator: {
    key: "estimator.kind",
    read: verbatim,
    hint: "kind",
    description: `Gradient estimator: ${kindsOf("estimator")}`,
  },
  samples: {
    key: "estimator.samples",
    read: count,
    hint: "number",
    description: "Samples of z per example",
  },
  optimizer: {
    key: "optimizer.kind",
    read: verbatim,
    hint: "kind",
    description: `Optimizer: ${kindsOf("optimizer")}`,
  },
  "learning-rate": {
    key: "optimizer.learningRate",
    read: decimal,
    hint: "number",
    description: "Learning rate of the optimizer",
  },
  "learning-rate-schedule": {
    key: "optimizer.schedule.kind",
    read: verbatim,
    hint: "kind",
    description: `Decay of the learning rate: ${kindsOf("optimizer.schedule")}`,
  },
  "gradient-clipping": {
    key: "optimizer.gradientClipping",
    read: decimal,
    hint: "number",
    description: "Largest norm of all gradients together",
  },
  "max-log-variance": {
    key: "model.maxLogVariance",
    read: decimal,
    hint: "number",
    description: "Upper bound on the log variance of q(z|x)",
  },
  "batch-size": {
    key: "batchSize",
    read: count,
    hint: "number",
    description: "Examples per training step",
  },
  epochs: {
    key: "epochs",
    read: count,
    hint: "number",
    description: "Epochs: passes over the training data",
  },
  patience: {
    key: "earlyStopping.patience",
    read: count,
    hint: "epochs",
    description: "Stop early: after this many epochs without a better held-out ELBO",
  },
  "min-delta": {
    key: "earlyStopping.minDelta",
    read: decimal,
    hint: "nats",
    description: "Stop early: count a held-out ELBO as better from this difference on",
  },
  "held-out-share": {
    key: "earlyStopping.heldOutShare",
    read: decimal,
    hint: "share",
    description: "Stop early: hold out this share of the training data",
  },
  precision: {
    key: "precision",
    read: verbatim,
    hint: "name",
    description: `Precision of dense products in training: ${listed(precisions)}`,
  },
  seed: { key: "seed", read: count, hint: "number", description: "Seed of all random numbers" },
} as const;

export type ConfigFlag = keyof typeof configFlags;
type ConfigFlags = { readonly [name in ConfigFlag]?: string | undefined };

/** The part of a config that the flags set, unchecked. */
export const partFrom = (flags: ConfigFlags): Json => {
  let part: Json = {};
  for (const [name, { key, read }] of Object.entries(configFlags)) {
    const text = flags[name as ConfigFlag];
    if (text !== undefined) part = withValue(part, key, read(text));
  }
  return part;
};
