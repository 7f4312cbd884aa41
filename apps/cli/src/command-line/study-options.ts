import type { Study, StudyOptions } from "@vae-lab/experiments";
import { DatasetName } from "@vae-lab/experiments/config";
import { InputError } from "@vae-lab/experiments/input-error";
import { studies } from "@vae-lab/experiments/studies";
import { nearest } from "./nearest.ts";
import { wholeNumber } from "./numbers.ts";

export const studyOptions = {
  epochs: {
    type: "string",
    valueHint: "number",
    description: "Passes of each trial over the training images (Default: the study's own)",
  },
  seeds: {
    type: "string",
    valueHint: "number",
    description:
      "Repeat every trial with this many seeds; verdicts need 3, small differences more (Default: the study's own)",
  },
  dataset: {
    type: "string",
    valueHint: "name",
    description: `Images to train on: ${DatasetName.options.join(", ")} (Default: the study's own)`,
  },
  quick: {
    type: "boolean",
    description: "Use a small part of the images, for a look in a minute or two",
    default: false,
  },
} as const;

interface Given {
  readonly epochs?: string | undefined;
  readonly seeds?: string | undefined;
  readonly dataset?: string | undefined;
  readonly quick?: boolean | undefined;
}

/** A study's options: its defaults, and what was given instead. @throws InputError or ZodError. */
export const studyOptionsFrom = ({ defaults }: Study, given: Given): StudyOptions => ({
  epochs: given.epochs ? wholeNumber("--epochs", given.epochs, { min: 1 }) : defaults.epochs,
  seeds: given.seeds ? wholeNumber("--seeds", given.seeds, { min: 1, max: 1000 }) : defaults.seeds,
  dataset: given.dataset === undefined ? defaults.dataset : datasetFrom(given.dataset),
  quick: given.quick ?? defaults.quick ?? false,
});

const datasetFrom = (given: string): StudyOptions["dataset"] => {
  const { data, success } = DatasetName.safeParse(given);
  if (success) return data;
  throw new InputError(
    `--dataset must be one of ${DatasetName.options.join(", ")}, got ${JSON.stringify(given)}`,
  );
};

export const studyNamed = (name: string): Study => {
  const study = Object.hasOwn(studies, name) ? studies[name] : undefined;
  if (study !== undefined) return study;
  const names = Object.keys(studies);
  const meant = nearest(name, names);
  throw new InputError(
    `a study must be one of ${names.join(", ")}, got ${JSON.stringify(name)}${meant ? `; did you mean ${meant}?` : ""}`,
  );
};
