import { Option } from "@commander-js/extra-typings";
import type { Study, StudyOptions } from "@vae-lab/experiments";
import { DatasetName } from "@vae-lab/experiments/config";
import { studies } from "@vae-lab/experiments/studies";
import { wholeNumber } from "./numbers.ts";
import { oneOf } from "./one-of.ts";
import { valueOption } from "./value-option.ts";

export const epochsOption = valueOption(
  "--epochs <count>",
  "Train each model for this many epochs (default: set by the study)",
  wholeNumber({ min: 1 }),
);

export const seedsOption = valueOption(
  "--seeds <count>",
  "Repeat each trial with this many seeds; a verdict needs 3 (default: set by the study)",
  wholeNumber({ min: 1, max: 1000 }),
);

export const datasetOption = valueOption(
  "--dataset <name>",
  `Train on ${DatasetName.options.join(", ")} (default: set by the study)`,
  oneOf(DatasetName.options),
);

export const quickOption = new Option(
  "--quick",
  "Train on a small part of the images, for a first look in a minute or two",
);

/** A study's default options, changed by those that were given. */
export const studyOptionsFrom = (
  { defaults }: Study,
  given: { readonly [key in keyof StudyOptions]?: StudyOptions[key] | undefined },
): StudyOptions => ({
  epochs: given.epochs ?? defaults.epochs,
  seeds: given.seeds ?? defaults.seeds,
  dataset: given.dataset ?? defaults.dataset,
  quick: given.quick ?? defaults.quick ?? false,
});

/** @throws InputError for an unknown name. */
export const studyNamed = (name: string): Study => {
  const known = oneOf(Object.keys(studies))("the study", name);
  return studies[known] as Study;
};
