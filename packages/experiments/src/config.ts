import { z } from "zod";

/** Says the rule and the value in one line, for every number and name of a trial. */
const rule = (text: string) => ({
  error: (issue: { input?: unknown }) => `${text}, got ${JSON.stringify(issue.input)}`,
});
const count = (name: string) =>
  z
    .int(rule(`${name} must be a whole number ≥ 1`))
    .min(1, rule(`${name} must be a whole number ≥ 1`));
const positive = (name: string) =>
  z.number(rule(`${name} must be a number > 0`)).positive(rule(`${name} must be a number > 0`));
const oneOf = <const T extends readonly [string, ...string[]]>(name: string, values: T) =>
  z.enum(values, rule(`${name} must be one of ${values.join(", ")}`));

export const DatasetName = oneOf("dataset.name", ["mnist", "fashion-mnist", "bars"]);

/** Which images, and how many of them: both splits whole unless a size is given. */
const Dataset = z.strictObject({
  name: DatasetName,
  trainSize: count("dataset.trainSize").optional(),
  testSize: count("dataset.testSize").optional(),
});

const Likelihood = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("bernoulli") }),
  z.strictObject({ kind: z.literal("gaussian"), variance: positive("likelihood.variance") }),
]);

const Corruption = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("gaussian"), sd: positive("corruption.sd") }),
  z.strictObject({
    kind: z.literal("masking"),
    rate: z
      .number(rule("corruption.rate must be in [0, 1)"))
      .min(0, rule("corruption.rate must be in [0, 1)"))
      .lt(1, rule("corruption.rate must be in [0, 1)")),
  }),
]);

const network = {
  latent: count("model.latent"),
  hidden: z.array(count("model.hidden")).default([400]),
  likelihood: Likelihood.default({ kind: "bernoulli" }),
  initialisation: oneOf("model.initialisation", ["glorot-uniform"]).default("glorot-uniform"),
};

const Model = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("vae"), ...network }),
  z.strictObject({ kind: z.literal("autoencoder"), ...network }),
  z.strictObject({ kind: z.literal("denoising-autoencoder"), corruption: Corruption, ...network }),
]);

const Objective = z.strictObject({
  regulariser: oneOf("objective.regulariser", [
    "reverse-kl",
    "forward-kl",
    "half-jeffreys",
    "none",
  ]).default("reverse-kl"),
  beta: z
    .number(rule("objective.beta must be ≥ 0"))
    .min(0, rule("objective.beta must be ≥ 0"))
    .default(1),
});

const Estimator = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("pathwise"),
    samples: count("estimator.samples").default(1),
  }),
  z.strictObject({
    kind: z.literal("score-function"),
    baseline: oneOf("estimator.baseline", ["none", "leave-one-out"]).default("leave-one-out"),
    samples: count("estimator.samples").default(4),
  }),
]);

const Optimizer = z.strictObject({
  kind: z.literal("adam").default("adam"),
  learningRate: positive("optimizer.learningRate").default(1e-3),
});

/**
 * The only definition of a trial. Parsed once at each border (a sweep file, a child process, the
 * dashboard) and trusted inside. The objective and the estimator concern VAEs alone.
 */
export const TrialConfig = z
  .strictObject({
    dataset: Dataset,
    model: Model,
    objective: Objective.optional(),
    estimator: Estimator.optional(),
    optimizer: Optimizer.default({ kind: "adam", learningRate: 1e-3 }),
    batchSize: count("batchSize").default(128),
    epochs: count("epochs").default(2),
    seed: z
      .int(rule("seed must be a whole number ≥ 0"))
      .min(0, rule("seed must be a whole number ≥ 0"))
      .default(1),
  })
  .superRefine((config, context) => {
    const isVae = config.model.kind === "vae";
    for (const axis of ["objective", "estimator"] as const) {
      if (isVae && config[axis] === undefined)
        context.addIssue({ code: "custom", path: [axis], message: `a vae needs an ${axis}` });
      if (!isVae && config[axis] !== undefined)
        context.addIssue({
          code: "custom",
          path: [axis],
          message: `only a vae has an ${axis}; model.kind is ${config.model.kind}`,
        });
    }
    const { estimator } = config;
    if (
      estimator?.kind === "score-function" &&
      estimator.baseline === "leave-one-out" &&
      estimator.samples < 2
    )
      context.addIssue({
        code: "custom",
        path: ["estimator", "samples"],
        message: `the leave-one-out baseline needs estimator.samples ≥ 2, got ${estimator.samples}`,
      });
  });

export type TrialConfig = z.infer<typeof TrialConfig>;

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
