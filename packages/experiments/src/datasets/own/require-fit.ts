import { build } from "../../build/build.ts";
import { conditionOf } from "../../build/condition.ts";
import type { PartOf, TrialConfig } from "../../config/trial-config.ts";
import { InputError } from "../../input-error.ts";
import type { Dataset } from "../dataset.ts";

type Kind = PartOf<"model">["likelihood"]["kind"];

const unitInterval = "values in [0, 1]";
const levels = "grey levels k / (levels − 1) in [0, 1], such as those of bytes";

/** The data that a likelihood is defined on, in words. */
const takes: Record<Kind, string> = {
  bernoulli: unitInterval,
  "continuous-bernoulli": unitInterval,
  gaussian: "finite values",
  "learned-gaussian": "finite values",
  "optimal-gaussian": "finite values",
  "per-pixel-gaussian": "finite values",
  "discretised-logistic": levels,
  "per-pixel-discretised-logistic": levels,
};

const number = (value: number): string => String(Number(value.toPrecision(5)));

/** `0 to 16`. */
const rangeText = (values: Float32Array): string => {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return `${number(min)} to ${number(max)}`;
};

/** @throws InputError for values that no pseudo-input has */
const requirePseudoInputs = ({ model }: TrialConfig, { name, train }: Dataset): void => {
  if (model.kind !== "vae" || model.prior?.kind !== "vamp") return;
  if (train.values.every((value) => value >= 0 && value <= 1)) return;
  throw new InputError(
    `cannot use the data set ${name} with model.prior.kind vamp: its pseudo-inputs are in [0, 1] (the training samples range from ${rangeText(train.values)}); bring them to [0, 1] with --scale unit, or use model.prior.kind mixture`,
  );
};

const remedyOf = ({ model, dataset }: TrialConfig): string => {
  const other = "another model.likelihood.kind, such as learned-gaussian";
  if (takes[model.likelihood.kind] !== unitInterval) return `use ${other}`;
  const scale = "scale" in dataset ? dataset.scale : undefined;
  if (scale === undefined)
    return `bring them to [0, 1] with --scale unit, or use --scale standardise and ${other}`;
  return scale === "unit"
    ? `--scale unit takes the range of the training samples, which others may leave: use ${other}`
    : `standardised values leave [0, 1]: use ${other}, or --scale unit`;
};

/**
 * Refuses a config whose model cannot be built for the samples, which needs labels that they lack, or whose likelihood is not defined on
 * them.
 * @throws InputError with the range that was found and what to do
 */
export const requireFit = (config: TrialConfig, dataset: Dataset): void => {
  const { model } = build(config, dataset.shape, conditionOf(config, dataset));
  for (const [name, { values }] of [
    ["training", dataset.train],
    ["test", dataset.test],
  ] as const)
    try {
      model.requireData("values", values);
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      const { kind } = config.model.likelihood;
      throw new InputError(
        `cannot use the data set ${dataset.name} with model.likelihood.kind ${kind}: it takes ${takes[kind]} (the ${name} samples range from ${rangeText(values)}); ${remedyOf(config)}`,
        { cause },
      );
    }
  requirePseudoInputs(config, dataset);
};
