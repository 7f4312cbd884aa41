import { z } from "zod";
import { count, kinds, oneOf, part, positive, rule } from "./config-rules.ts";

export const DatasetName = oneOf("dataset.name", [
  "mnist",
  "mnist-binarised",
  "mnist-14",
  "fashion-mnist",
  "bars",
]);

/** Which images, and how many of them: both splits whole unless a size is given. */
const Dataset = part("dataset", {
  name: DatasetName,
  trainSize: count("dataset.trainSize").optional(),
  testSize: count("dataset.testSize").optional(),
});

const Likelihood = z.discriminatedUnion(
  "kind",
  [
    part("model.likelihood of kind bernoulli", { kind: z.literal("bernoulli") }),
    part("model.likelihood of kind gaussian", {
      kind: z.literal("gaussian"),
      variance: positive("model.likelihood.variance"),
    }),
  ],
  kinds("model.likelihood", ["bernoulli", "gaussian"]),
);

const maskingRate = rule("model.corruption.rate must be a number in [0, 1)");
const Corruption = z.discriminatedUnion(
  "kind",
  [
    part("model.corruption of kind gaussian", {
      kind: z.literal("gaussian"),
      sd: positive("model.corruption.sd"),
    }),
    part("model.corruption of kind masking", {
      kind: z.literal("masking"),
      rate: z.number(maskingRate).min(0, maskingRate).lt(1, maskingRate),
    }),
  ],
  kinds("model.corruption", ["gaussian", "masking"]),
);

const network = {
  latent: count("model.latent"),
  hidden: z
    .array(count("each of model.hidden"), rule("model.hidden must be a list of whole numbers ≥ 1"))
    .default([400]),
  likelihood: Likelihood.default({ kind: "bernoulli" }),
  initialisation: oneOf("model.initialisation", ["glorot-uniform"]).default("glorot-uniform"),
};

const Model = z.discriminatedUnion(
  "kind",
  [
    part("model of kind vae", { kind: z.literal("vae"), ...network }),
    part("model of kind autoencoder", { kind: z.literal("autoencoder"), ...network }),
    part("model of kind denoising-autoencoder", {
      kind: z.literal("denoising-autoencoder"),
      corruption: Corruption,
      ...network,
    }),
  ],
  kinds("model", ["vae", "autoencoder", "denoising-autoencoder"]),
);

const Objective = part("objective", {
  regulariser: oneOf("objective.regulariser", [
    "reverse-kl",
    "forward-kl",
    "half-jeffreys",
    "none",
  ]).default("reverse-kl"),
  beta: z
    .number(rule("objective.beta must be a number ≥ 0"))
    .min(0, rule("objective.beta must be ≥ 0"))
    .default(1),
});

const Estimator = z.discriminatedUnion(
  "kind",
  [
    part("estimator of kind pathwise", {
      kind: z.literal("pathwise"),
      samples: count("estimator.samples").default(1),
    }),
    part("estimator of kind score-function", {
      kind: z.literal("score-function"),
      baseline: oneOf("estimator.baseline", ["none", "leave-one-out"]).default("leave-one-out"),
      samples: count("estimator.samples").default(4),
    }),
  ],
  kinds("estimator", ["pathwise", "score-function"]),
);

const Optimizer = part("optimizer", {
  kind: z.literal("adam", rule("optimizer.kind must be adam")).default("adam"),
  learningRate: positive("optimizer.learningRate").default(1e-3),
});

/** What the parts must agree on; asked of broken configs too, so that all is said at once. */
const agreement = (
  { model, objective, estimator }: Partial<z.infer<typeof Parts>>,
  complain: (path: readonly string[], message: string) => void,
): void => {
  const kind = Model.options.map(({ shape }) => shape.kind.value).find((k) => k === model?.kind);
  for (const [axis, value] of Object.entries({ objective, estimator })) {
    if (kind === "vae" && value === undefined) complain([axis], `a vae needs an ${axis}`);
    if (kind !== undefined && kind !== "vae" && value !== undefined)
      complain([axis], `only a vae has an ${axis}; model.kind is ${kind}`);
  }
  if (
    estimator?.kind === "score-function" &&
    estimator.baseline === "leave-one-out" &&
    estimator.samples === 1
  )
    complain(
      ["estimator", "samples"],
      "the leave-one-out baseline needs estimator.samples ≥ 2, got 1",
    );
};

const seedRule = rule("seed must be a whole number ≥ 0");
const Parts = part("a config", {
  dataset: Dataset,
  model: Model,
  objective: Objective.optional(),
  estimator: Estimator.optional(),
  optimizer: Optimizer.default({ kind: "adam", learningRate: 1e-3 }),
  batchSize: count("batchSize").default(128),
  epochs: count("epochs").default(2),
  seed: z.int(seedRule).min(0, seedRule).default(1),
});

/**
 * The only definition of a trial. Parsed once at each border (a sweep file, a child process, the
 * dashboard) and trusted inside. The objective and the estimator concern VAEs alone.
 */
export const TrialConfig = Parts.superRefine(
  (config, context) =>
    agreement(config, (path, message) =>
      context.addIssue({ code: "custom", path: [...path], message }),
    ),
  { when: ({ value }) => typeof value === "object" && value !== null },
);

export type TrialConfig = z.infer<typeof TrialConfig>;

const keysByKind = (options: readonly { shape: { kind: { value: string } } }[]) =>
  Object.fromEntries(options.map(({ shape }) => [shape.kind.value, Object.keys(shape)]));

/** The keys of each kind of those parts that come in several kinds. */
export const partsOfKinds: Readonly<Record<string, Record<string, string[]>>> = {
  model: keysByKind(Model.options),
  "model.likelihood": keysByKind(Likelihood.options),
  "model.corruption": keysByKind(Corruption.options),
  estimator: keysByKind(Estimator.options),
};

/** A config as tracking stores it: dotted keys to strings, arrays as JSON. */
export const flattenConfig = (config: object, prefix = ""): Record<string, string> =>
  Object.fromEntries(
    Object.entries(config).flatMap(([key, value]) =>
      value !== null && typeof value === "object" && !Array.isArray(value)
        ? Object.entries(flattenConfig(value, `${prefix}${key}.`))
        : value === undefined
          ? []
          : [[`${prefix}${key}`, typeof value === "string" ? value : JSON.stringify(value)]],
    ),
  );
