import { z } from "zod";
import { Codes } from "./codes.ts";
import { crossFieldRules } from "./cross-field-rules.ts";
import {
  type BuiltInDataset,
  binarisations,
  Dataset,
  DatasetName,
  isOwn,
  type OwnDataset,
} from "./dataset.ts";
import { EarlyStopping } from "./early-stopping.ts";
import { Estimator } from "./estimator.ts";
import { From } from "./from.ts";
import { Inference } from "./inference.ts";
import { Lagging } from "./lagging.ts";
import { LearningRateSchedule } from "./learning-rate-schedule.ts";
import { Likelihood } from "./likelihood.ts";
import { Corruption, initialisations, Model } from "./model.ts";
import { binaryDatasets, likelihoodNames } from "./names.ts";
import { Objective, regularisers } from "./objective.ts";
import { Optimizer } from "./optimizer.ts";
import { Posterior } from "./posterior.ts";
import { Precision, precisions } from "./precision.ts";
import { Prior } from "./prior.ts";
import { count, part, rule } from "./rules.ts";
import { feedbackSchedules, Schedule } from "./schedule.ts";

export {
  type BuiltInDataset,
  binarisations,
  binaryDatasets,
  DatasetName,
  feedbackSchedules,
  initialisations,
  isOwn,
  likelihoodNames,
  type OwnDataset,
  precisions,
  regularisers,
};

const seedRule = rule("seed must be a whole number ≥ 0");
const Parts = part("a config", {
  dataset: Dataset,
  model: Model,
  objective: Objective.optional(),
  inference: Inference.optional(),
  estimator: Estimator.optional(),
  optimizer: Optimizer.default({ kind: "adam", learningRate: 1e-3 }),
  lagging: Lagging.optional(),
  batchSize: count("batchSize").default(128),
  epochs: count("epochs").default(2),
  seed: z.int(seedRule).min(0, seedRule).default(1),
  earlyStopping: EarlyStopping.optional(),
  from: From.optional(),
  precision: Precision,
});

/**
 * The definition of a trial. It is parsed wherever a config enters (a sweep file, a child process, the
 * dashboard) and trusted elsewhere. Only VAEs have an objective or inference, and an estimator.
 */
export const TrialConfig = Parts.superRefine(
  (config, context) =>
    crossFieldRules(config, (path, message) =>
      context.addIssue({ code: "custom", path: [...path], message }),
    ),
  { when: ({ value }) => typeof value === "object" && value !== null },
);

export type TrialConfig = z.infer<typeof TrialConfig>;

/** A part of a config, if it is present. */
export type PartOf<Key extends keyof TrialConfig> = NonNullable<TrialConfig[Key]>;

const keysByKind = (options: readonly { shape: { kind: { value: string } } }[]) =>
  Object.fromEntries(options.map(({ shape }) => [shape.kind.value, Object.keys(shape)]));

/** The keys of each kind, for the parts that come in several kinds. */
export const partsOfKinds: Readonly<Record<string, Record<string, string[]>>> = {
  model: keysByKind(Model.options),
  "model.codes": keysByKind(Codes.options),
  "model.likelihood": keysByKind(Likelihood.options),
  "model.corruption": keysByKind(Corruption.options),
  "model.posterior": keysByKind(Posterior.options),
  "model.prior": keysByKind(Prior.options),
  "objective.schedule": keysByKind(Schedule.options),
  inference: keysByKind(Inference.options),
  estimator: keysByKind(Estimator.options),
  optimizer: keysByKind(Optimizer.options),
  "optimizer.schedule": keysByKind(LearningRateSchedule.options),
};

/** A config as tracking stores it: strings by dotted key, arrays as JSON. */
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
