import { allMetrics, metricInfoOf } from "@vae-lab/experiments/metrics";

/** Display properties of a metric. */
export interface MetricDescription {
  readonly key: string;
  /** Full name. */
  readonly label: string;
  /** Column heading. */
  readonly short: string;
  readonly unit: string | undefined;
  readonly meaning: string | undefined;
  /** Which values are better; undefined if unknown or if it depends on the question. */
  readonly better: "larger" | "smaller" | undefined;
  /** Whether values are noisy, so that smoothing helps. */
  readonly isNoisy: boolean;
  /** Whether it depends on log p(x|z): only runs with the same likelihood are comparable. */
  readonly isLikelihood: boolean;
}

/** Keys of the project's metrics in display order, without those of series. */
export const knownMetrics: readonly string[] = allMetrics
  .filter(({ series }) => series === undefined)
  .map(({ key }) => key);

const shortNames: ReadonlyMap<string, string> = new Map([
  ["test/reconstruction", "reconstr."],
  ["test/active_units", "units"],
  ["test/sharpness_reconstruction", "sharpness"],
  ["test/sharpness_samples", "sharpness (samples)"],
]);

/** Words in a metric's key that imply which values are better. */
const largerIsBetter =
  /^(elbo|accuracy|acc|auc|auroc|f1|precision|recall|r2|reward|return|psnr|ssim|score|likelihood|log_?likelihood|map|iou|dice|bleu|rouge)$/;
const smallerIsBetter =
  /^(loss|error|err|nll|bpd|mse|rmse|mae|mape|perplexity|ppl|fid|kid|wer|cer|cross_?entropy|distortion)$/;

/** Suffixes of metrics that do not measure quality. */
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

/** Metrics on whole datasets are exact; metrics of minibatches and of the system are noisy. */
const isNoisy = (key: string): boolean =>
  key !== "train/beta" &&
  !/(^|[/_.])(test|val|valid|validation|eval|beta|lr|learning_rate|epoch)([/_.]|$)/i.test(key);

const isLikelihood = (key: string): boolean =>
  /^(train|test)\/(elbo|reconstruction|loss|code_use)$/.test(key);

const describe = (key: string): MetricDescription => {
  const info = metricInfoOf(key);
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

/** Describes a metric: known ones from the registry, others by words in their key. */
export const metricInfo = (key: string): MetricDescription => {
  const before = described.get(key);
  if (before !== undefined) return before;
  const info = describe(key);
  described.set(key, info);
  return info;
};

/** Label of an axis, such as `rate, nats per example`. */
export const axisLabelOf = (key: string): string => {
  const { label, unit } = metricInfo(key);
  return unit === undefined || label.endsWith(unit) ? label : `${label}, ${unit}`;
};
