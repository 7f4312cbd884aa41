import { z } from "zod";
import { FitSettings } from "./fit/fit-settings.ts";
import { curveAxes } from "./study/curve-axes.ts";
import { spreads } from "./study/metric-summary.ts";
import { splits } from "./study/split-names.ts";
import { TrainingSettings } from "./train/training-settings.ts";

// Invalid values in a URL are ignored.
const text = z.coerce.string().min(1).optional().catch(undefined);
const flag = z
  .union([z.boolean(), z.string().transform((value) => value === "yes")])
  .optional()
  .catch(undefined);
const list = z
  .union([
    z.array(z.string()),
    z.string().transform((value) => value.split(",").filter((part) => part !== "")),
  ])
  .optional()
  .catch(undefined);
const finite = z.coerce.number().optional().catch(undefined);
const between = (low: number, high: number) =>
  z.coerce.number().min(low).max(high).optional().catch(undefined);

/** Search parameters that all pages of a study keep. */
const StudySearch = z.object({
  /** The filter. */
  q: text,
  /** Key of a column; a leading `-` sorts in descending order. */
  sort: text,
  /** Short ids of the selected runs. */
  runs: list,
});
export type StudySearch = z.infer<typeof StudySearch>;
export const studySearchKeys = ["q", "sort", "runs"] as const;

const RunsSearch = StudySearch.extend({
  /** Keys of the columns. */
  cols: list,
  /** Show the params that all runs share. */
  all: flag,
  /** Show failed and stopped runs whose trial was retried. */
  superseded: flag,
  /** Show the archived runs instead. */
  archived: flag,
  /** Params by which runs are grouped, or `all-but-seed`. */
  group: list,
  /** Keys of the groups whose runs are shown, or `all`. */
  open: list,
  /** What stands beside the mean of a group. Default: its interval. */
  spread: z.enum(spreads).optional().catch(undefined),
  /** Keys of the columns that stay in view. */
  pin: list,
  /** Short id of the run with which others are compared. */
  base: text,
});
export type RunsSearch = z.infer<typeof RunsSearch>;
export const readRunsSearch = (raw: Record<string, unknown>): RunsSearch => RunsSearch.parse(raw);

/** Settings of the curves. */
const CurvesSearch = z.object({
  /** Metrics drawn as curves. */
  curves: list,
  smooth: between(0, 0.99),
  log: flag,
  x: z.enum(curveAxes).optional().catch(undefined),
  /** Part of the horizontal axis. */
  from: finite,
  to: finite,
  /** Draw cells of seeds as a mean with a band (default if there are seeds), or each run. */
  seeds: z.enum(["band", "runs"]).optional().catch(undefined),
  /** Draw the runs of the cells too. */
  members: flag,
  split: z.enum(splits).optional().catch(undefined),
});

const ImagesSearch = z.object({
  /** Kinds of images. Default: all that no other section shows. */
  kinds: list,
  /** Epoch of images and codes. Default: the last. */
  epoch: between(0, 1e6),
  /** KL per unit on a log axis. */
  unitlog: flag,
});

const CompareSearch = StudySearch.extend(CurvesSearch.shape).extend(ImagesSearch.shape).extend({
  /** Metrics drawn against beta. */
  beta: list,
  /** Family of models drawn against beta. */
  family: text,
  /** Draw the epochs in the rate–distortion plane. */
  paths: flag,
  /** The param of the paired differences, its two values, and the metric. */
  pair: text,
  first: text,
  second: text,
  pairmetric: text,
  /** The metric whose differences params explain. */
  impmetric: text,
  /** Axes of the scatter plot. */
  sx: text,
  sy: text,
  sxlog: flag,
  sylog: flag,
  /** Axes of the parallel coordinates, and their ranges. */
  axes: list,
  brush: list,
});
export type CompareSearch = z.infer<typeof CompareSearch>;
export const readCompareSearch = (raw: Record<string, unknown>): CompareSearch =>
  CompareSearch.parse(raw);

const CollapseSearch = StudySearch.extend({
  /** Family of models whose onset is shown. */
  family: text,
  /** Threshold of Var E[z|x] above which a unit counts as active. */
  at: text,
  /** KL per unit on a log axis. */
  unitlog: flag,
  /** Measures of posterior collapse and of mode collapse. */
  posterior: text,
  modes: text,
});
export type CollapseSearch = z.infer<typeof CollapseSearch>;
export const readCollapseSearch = (raw: Record<string, unknown>): CollapseSearch =>
  CollapseSearch.parse(raw);

const BlurSearch = StudySearch.extend({
  /** The metric that is compared at equal rate, and the rate in nats. */
  metric: text,
  rate: between(0, 1e6),
});
export type BlurSearch = z.infer<typeof BlurSearch>;
export const readBlurSearch = (raw: Record<string, unknown>): BlurSearch => BlurSearch.parse(raw);

const RunSearch = StudySearch.extend(CurvesSearch.shape).extend(ImagesSearch.shape);
export type RunSearch = z.infer<typeof RunSearch>;
export const readRunSearch = (raw: Record<string, unknown>): RunSearch => RunSearch.parse(raw);

/** Old URLs: `/?experiment=1`, `/compare?experiment=1`. */
const OldSearch = CompareSearch.extend(RunsSearch.shape).extend({ experiment: text });
export type OldSearch = z.infer<typeof OldSearch>;
export const readOldSearch = (raw: Record<string, unknown>): OldSearch => OldSearch.parse(raw);

/** A training in the page; `vs` is the setting in which a second training differs, as `beta:16`. */
const TrainSearch = TrainingSettings.partial().extend({ vs: text });
export type TrainSearch = z.infer<typeof TrainSearch>;
export const readTrainSearch = (raw: Record<string, unknown>): TrainSearch =>
  TrainSearch.parse(raw);

/** The explorer of a run. */
const ExploreSearch = StudySearch.extend({
  /** The plane of the map: two units as `1,2`, counted from 1, or `pca`. */
  plane: text,
  colour: text,
  /** The decoded place in the plane: two numbers. */
  z: list,
  /** The samples picked last, counted from 1, the newest first. */
  pick: list,
  /** The class that conditional models decode codes as. Default: the picked sample's. */
  label: text,
  /** Short id of the run beside it. */
  vs: text,
  /** How many test samples. */
  n: between(1, 60_000),
});
export type ExploreSearch = z.infer<typeof ExploreSearch>;
export const readExploreSearch = (raw: Record<string, unknown>): ExploreSearch =>
  ExploreSearch.parse(raw);

/** The result of the checks. */
const VerifySearch = z.object({
  /** Short id of the run that logged the result. Default: the newest of all checks. */
  run: text,
  /** Part of a property, a divergence or an estimator. */
  q: text,
  /** Only comparisons that failed. */
  failed: flag,
  /** Keys of the open properties. */
  open: list,
});
export type VerifySearch = z.infer<typeof VerifySearch>;
export const readVerifySearch = (raw: Record<string, unknown>): VerifySearch =>
  VerifySearch.parse(raw);

/** A fit of one distribution to another. */
const FitSearch = FitSettings.partial();
export type FitSearch = z.infer<typeof FitSearch>;
export const readFitSearch = (raw: Record<string, unknown>): FitSearch => FitSearch.parse(raw);
