import { mergeConfig } from "@vae-lab/experiments/config";
import { InputError } from "@vae-lab/experiments/input-error";
import { quickSizes } from "@vae-lab/experiments/studies";
import { isObject, type Json, withValue } from "./dotted-keys.ts";

/** Options of `vae-lab sweep` that change the trials of a sweep file. */
export interface SweepFileOptions {
  readonly epochs?: number | undefined;
  readonly seeds?: number | undefined;
  readonly dataset?: string | undefined;
  readonly quick?: boolean | undefined;
  /** The part of a data set that options for one's own data set. */
  readonly data?: Json | undefined;
}

/** A base config, and the values of each dotted key whose combinations are the trials. */
export interface Grid {
  readonly base: Json;
  readonly vary: Readonly<Record<string, readonly unknown[] | ConditionalValues>>;
  /** Keys that vary in other ways. */
  readonly others?: readonly string[];
}

/** Values of a key where other keys have one of some values. */
export interface ConditionalValues {
  readonly values: readonly unknown[];
  readonly when: Readonly<Record<string, readonly unknown[]>>;
}

/** The keys that each option sets. */
const keysOf: Readonly<Record<Exclude<keyof SweepFileOptions, "seeds">, readonly string[]>> = {
  epochs: ["epochs"],
  dataset: ["dataset", "dataset.name"],
  quick: ["dataset", "dataset.trainSize", "dataset.testSize"],
  data: ["dataset", "dataset.name", "dataset.train"],
};

const refuseContradictions = (
  { vary, others = [] }: Pick<Grid, "vary"> & { readonly others?: readonly string[] | undefined },
  options: SweepFileOptions,
): void => {
  for (const [option, keys] of Object.entries(keysOf)) {
    const varied = keys.find((key) => Object.hasOwn(vary, key) || others.includes(key));
    if (varied !== undefined && options[option as keyof SweepFileOptions])
      throw new InputError(
        `--${option} cannot set what the file varies ("${varied}"): omit the option, or remove the key from vary`,
      );
  }
};

/**
 * The base with at most as many images as a quick run trains on.
 * @throws InputError for one's own data, whose size is not known here
 */
const quickBase = (base: Json): Json => {
  if (isObject(base.dataset) && "train" in base.dataset)
    throw new InputError(
      "--quick takes the first images of a built-in data set: with your own data, set dataset.trainSize in the file instead",
    );
  return Object.entries(quickSizes).reduce((changed, [key, size]) => {
    const own = isObject(changed.dataset) ? changed.dataset[key] : undefined;
    const smaller = typeof own === "number" ? Math.min(own, size) : (own ?? size);
    return withValue(changed, `dataset.${key}`, smaller);
  }, base);
};

/**
 * A sweep file's grid, changed by the options of the command line: `seeds` replaces the seeds, the
 * others replace values of the base.
 * @throws InputError for an option that sets a key which the file varies.
 */
export const changedByOptions = (
  { base, vary, others }: Grid,
  { epochs, seeds, dataset, quick, data, ...rest }: SweepFileOptions,
): Grid => {
  refuseContradictions({ vary, others }, { epochs, dataset, quick, data, ...rest });
  let changed = base;
  if (epochs !== undefined) changed = withValue(changed, "epochs", epochs);
  if (dataset !== undefined) changed = mergeConfig(changed, { dataset: { name: dataset } });
  if (data !== undefined) changed = mergeConfig(changed, { dataset: data });
  if (quick) changed = quickBase(changed);
  const seed = Array.from({ length: seeds ?? 0 }, (_, i) => i + 1);
  return { base: changed, vary: seeds === undefined ? vary : { ...vary, seed } };
};
