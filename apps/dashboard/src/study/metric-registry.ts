import {
  type MetricInfo,
  systemMetrics,
  testMetrics,
  trainMetrics,
} from "@vae-lab/experiments/metrics";

/** What the page knows about a metric. */
export interface MetricDescription {
  readonly key: string;
  /** Where there is room. */
  readonly label: string;
  /** The head of a column. */
  readonly short: string;
  readonly unit: string | undefined;
  readonly meaning: string | undefined;
  /** Which values are better; undefined where that is not known or depends on the question. */
  readonly better: "larger" | "smaller" | undefined;
  /** Whether neighbouring values scatter about a trend, so that a moving average helps. */
  readonly isNoisy: boolean;
  /** Whether it is in units of log p(x|z), and so compares only among runs of one likelihood. */
  readonly isLikelihood: boolean;
}

const known = new Map<string, MetricInfo>(
  [...testMetrics, ...trainMetrics, ...systemMetrics].map((info) => [info.key, info]),
);

/** Keys of the project's own metrics, as a reader meets them: tests, training, machine. */
export const knownMetrics: readonly string[] = [...known.keys()];

const shortNames: ReadonlyMap<string, string> = new Map([
  ["test/reconstruction", "reconstr."],
  ["test/active_units", "units"],
  ["test/sharpness_reconstruction", "sharpness"],
  ["test/sharpness_samples", "sharpness (samples)"],
]);

/** Parts of a metric's key that say which way is better, whoever logged it. */
const largerIsBetter =
  /^(elbo|accuracy|acc|auc|auroc|f1|precision|recall|r2|reward|return|psnr|ssim|score|likelihood|log_?likelihood|map|iou|dice|bleu|rouge)$/;
const smallerIsBetter =
  /^(loss|error|err|nll|bpd|mse|rmse|mae|mape|perplexity|ppl|fid|kid|wer|cer|cross_?entropy|distortion)$/;

/** Words at the end of a key that make it something else than how good a run is. */
const isNoScore = /(^|[/_.])(scale|weight|coefficient|lr|count|step|steps|time|seconds)$/;

const betterOf = (key: string): MetricDescription["better"] => {
  if (isNoScore.test(key.toLowerCase())) return undefined;
  const parts = key
    .toLowerCase()
    .split(/[/.\s-]+/)
    .reverse();
  for (const part of parts)
    for (const word of [part, ...part.split("_").reverse()]) {
      if (largerIsBetter.test(word)) return "larger";
      if (smallerIsBetter.test(word)) return "smaller";
    }
  return undefined;
};

/** Metrics of whole sets are exact; those of minibatches and of the machine scatter. */
const isNoisy = (key: string): boolean =>
  key !== "train/beta" &&
  !/(^|[/_.])(test|val|valid|validation|eval|beta|lr|learning_rate|epoch)([/_.]|$)/i.test(key);

const isLikelihood = (key: string): boolean =>
  /^(train|test)\/(elbo|reconstruction|loss|code_use)$/.test(key);

const describe = (key: string): MetricDescription => {
  const info = known.get(key);
  return {
    key,
    label: info?.label ?? key,
    short: shortNames.get(key) ?? info?.label ?? key,
    unit: info?.unit || undefined,
    meaning: info && `${info.meaning}${info.unit === "" ? "" : ` In ${info.unit}.`}`,
    better: info?.better ?? (info === undefined ? betterOf(key) : undefined),
    isNoisy: isNoisy(key),
    isLikelihood: isLikelihood(key),
  };
};

const described = new Map<string, MetricDescription>();

/** The description of any metric: the project's own by name, others by what their keys say. */
export const metricInfo = (key: string): MetricDescription => {
  const before = described.get(key);
  if (before !== undefined) return before;
  const info = describe(key);
  described.set(key, info);
  return info;
};

/** `rate, nats per image`: the name of an axis. */
export const axisLabelOf = (key: string): string => {
  const { label, unit } = metricInfo(key);
  return unit === undefined || label.endsWith(unit) ? label : `${label}, ${unit}`;
};
