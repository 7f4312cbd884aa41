import { blurMetrics } from "./registry/blur-metrics.ts";
import { activityMetrics, collapseMetrics } from "./registry/collapse-metrics.ts";
import { generalisationMetrics } from "./registry/generalisation-metrics.ts";
import { generationMetrics } from "./registry/generation-metrics.ts";
import { heldOutMetrics } from "./registry/held-out-metrics.ts";
import { findMetricInfo, type MetricInfo, memberKeyOf } from "./registry/metric-info.ts";
import { posteriorMetrics } from "./registry/posterior-metrics.ts";
import { theoryMetrics } from "./registry/theory-metrics.ts";

export { type MeasureLevel, measureLevels } from "./measure-level.ts";
export { heldOutMetrics } from "./registry/held-out-metrics.ts";
export { errorKeyOf, type MetricInfo, memberKeyOf } from "./registry/metric-info.ts";

/** Per optimiser step, on the minibatch. The metric's step is the optimiser step. */
export const trainMetrics = [
  {
    key: "train/loss",
    label: "training loss",
    unit: "nats per example",
    meaning: "What the optimiser minimises.",
    better: "smaller",
  },
  {
    key: "train/reconstruction",
    label: "reconstruction (train)",
    unit: "nats per example",
    meaning: "E log p(x|z) on the minibatch.",
    better: "larger",
  },
  {
    key: "train/regulariser",
    label: "regulariser (train)",
    unit: "nats per example",
    meaning: "The regulariser's own value, before beta.",
  },
  {
    key: "train/rate",
    label: "rate (train)",
    unit: "nats per example",
    meaning: "KL(q(z|x) ‖ p(z)) on the minibatch.",
  },
  {
    key: "train/elbo",
    label: "ELBO (train)",
    unit: "nats per example",
    meaning: "Reconstruction minus rate: always at beta = 1.",
    better: "larger",
  },
  {
    key: "train/beta",
    label: "beta (train)",
    unit: "",
    meaning: "The regulariser's weight at this step, where it is scheduled or follows feedback.",
  },
  {
    key: "train/learning_rate",
    label: "learning rate (train)",
    unit: "",
    meaning: "The optimizer's learning rate at this step, where it is scheduled.",
  },
] as const satisfies readonly MetricInfo[];

/** Per epoch, on the whole test set. The metric's step is the epoch. */
export const testMetrics = [
  {
    key: "test/elbo",
    label: "ELBO",
    unit: "nats per example",
    meaning: "Reconstruction minus rate on the test set, at beta = 1 whatever was trained.",
    better: "larger",
  },
  {
    key: "test/bound",
    label: "trained bound",
    unit: "nats per example",
    meaning:
      "The bound that was trained, on the test set: IWAE, MIWAE, CIWAE or the variational Rényi bound, with the draws of the config. Absent when the ELBO was trained.",
    better: "larger",
  },
  {
    key: "test/reconstruction",
    label: "reconstruction",
    unit: "nats per example",
    meaning: "E log p(x|z) on the test set, z drawn from q(z|x).",
    better: "larger",
  },
  {
    key: "test/rate",
    label: "rate",
    unit: "nats per example",
    meaning:
      "E KL(q(z|x) ‖ p(z)): an upper bound on the information that the code contains about the image. It has no closed form with a learned prior of normal codes or with two layers: then it is estimated from one draw per image, with a standard error over images and draws.",
  },
  {
    key: "test/regulariser",
    label: "regulariser",
    unit: "nats per example",
    meaning: "The value of the regulariser that was trained, before beta.",
  },
  {
    key: "test/active_units",
    label: "active units",
    unit: "units",
    meaning:
      "Latent units with Var E[z|x] > 0.01 across the test set (Burda et al. 2016); of two layers the units of both, those of the upper at the mean of the lower. A learned prior does not fix the scale of a unit, so that the threshold says less.",
  },
  {
    key: "test/code_use",
    label: "code use",
    unit: "nats per example",
    meaning:
      "How much log p(x|z) falls when codes are shuffled across images, which keep their labels, of at most 2,000 test images: 0 when the decoder ignores its code. It is estimated, so it can be slightly negative, within its standard error.",
  },
  {
    key: "test/code_use_se",
    label: "standard error of code use",
    unit: "nats per example",
    meaning: "Standard error of code use over these images.",
  },
  {
    key: "test/prior_mismatch",
    label: "mismatch with the prior",
    unit: "0 to 1",
    meaning:
      "Kolmogorov–Smirnov distance between a unit's codes and N(0, 1), the mean over units. When it is large, draws from the prior fall where no image was encoded. Of a conditional model, within each class, the mean over test images. Absent where the prior is not N(0, I).",
    better: "smaller",
  },
  {
    key: "test/sharpness_reconstruction",
    label: "sharpness of reconstructions",
    unit: "ratio to data",
    meaning:
      "Share of power at high spatial frequencies in reconstructions, relative to the test images; below 1 is blurrier than the data.",
  },
  {
    key: "test/sharpness_samples",
    label: "sharpness of samples",
    unit: "ratio to data",
    meaning: "The same share in decoded draws from the prior.",
  },
] as const satisfies readonly MetricInfo[];

/** KL of one latent unit, averaged over the test set: test/unit_rate/00, /01, … */
export const unitRateKey = (unit: number): string => memberKeyOf("test/unit_rate", unit);

/** What `--measure full` adds at the end of a trial, by what it is about. */
export const fullTestMetrics = {
  collapse: collapseMetrics,
  blur: blurMetrics,
  generation: generationMetrics,
  generalisation: generalisationMetrics,
  posterior: posteriorMetrics,
} as const satisfies Readonly<Record<string, readonly MetricInfo[]>>;

export const systemMetrics = [
  {
    key: "system/images_per_second",
    label: "examples per second",
    unit: "examples/s",
    meaning: "Training examples per second of this trial's process.",
    better: "larger",
  },
] as const satisfies readonly MetricInfo[];

/** Every metric of the project. The keys of a series and of standard errors follow from them. */
export const allMetrics: readonly MetricInfo[] = [
  ...testMetrics,
  ...activityMetrics,
  ...Object.values(fullTestMetrics).flat(),
  ...heldOutMetrics,
  ...theoryMetrics,
  ...trainMetrics,
  ...systemMetrics,
];

/** What is known of a metric's key; undefined if it is not one of the project's. */
export const metricInfoOf = (key: string): MetricInfo | undefined =>
  findMetricInfo(allMetrics, key);

export type TestMetricKey = (typeof testMetrics)[number]["key"];

/** Names of the images that a trial logs: of epochs 1, 2, 4, 8, … and of the last. */
export const imageKinds = ["reconstructions", "samples", "codes", "manifold"] as const;
export type ImageKind = (typeof imageKinds)[number];

/** The data of a codes figure, for pages that draw it themselves. */
export const codesPath = (epoch: number): string =>
  `codes/epoch-${String(epoch).padStart(4, "0")}.json`;

/** Samples, reconstructions and errors by column, of data that are vectors. */
export const tablePath = (epoch: number): string =>
  `reconstructions/epoch-${String(epoch).padStart(4, "0")}.csv`;

/** The files of a finished run with which its model is used and trained again. */
export const runFiles = {
  checkpoint: "checkpoint.safetensors",
  config: "config.json",
  command: "command.txt",
} as const;

/** Reserved tags. */
export const tags = {
  /** Hash of the config and the data; in earlier versions, of the config alone. */
  trial: "vae_lab.trial",
  /** Hash of the config; runs of earlier versions have no such tag. */
  config: "vae_lab.config",
  study: "vae_lab.study",
  failure: "vae_lab.failure",
  /** The end of the log of a run that failed. */
  logEnd: "vae_lab.log_end",
  /** The command that repeats the run. */
  command: "vae_lab.command",
  /** What is likely to be wrong with a training that goes on. */
  warning: "vae_lab.warning",
  /** The first epoch of a run whose trial was resumed without its earlier run. */
  firstEpoch: "vae_lab.first_epoch",
  /**
   * The run whose model the training started from; its trial's id or the checkpoint's SHA-256 where the
   * run is not known. Not mlflow.parentRunId, by which pages nest runs as parts of one.
   */
  from: "vae_lab.from",
  /** The epoch whose parameters the checkpoint has, if early stopping chose it. */
  bestEpoch: "vae_lab.best_epoch",
  /** Why training ended before its last epoch. */
  stopReason: "vae_lab.stop_reason",
  /** For how many milliseconds a resumed run was stopped. */
  stopped: "vae_lab.stopped_ms",
  /** The workspace that made the run: the holder of its lock knows that others' processes died. */
  home: "vae_lab.home",
} as const;

/** For how long a run with these tags was stopped before it was resumed. */
export const stoppedMs = (of: Readonly<Record<string, string>>): number =>
  Number(of[tags.stopped] ?? 0);

/** The experiment of trials that no study plans. */
export const singleTrials = "single-trials";
