import { Option } from "@commander-js/extra-typings";
import type { Study, StudyOptions } from "@vae-lab/experiments";
import { DatasetName } from "@vae-lab/experiments/config";
import { quickSizes, type StudySize, studies } from "@vae-lab/experiments/studies";
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
  "Train few and short trials, for a first look in a minute or two",
).conflicts("full");

export const fullOption = new Option(
  "--full",
  "Run a study at full size, with more seeds: up to 45 minutes on two cores",
);

interface GivenOptions {
  readonly epochs?: number | undefined;
  readonly seeds?: number | undefined;
  readonly dataset?: StudyOptions["dataset"] | undefined;
  readonly quick?: boolean | undefined;
  readonly full?: boolean | undefined;
}

/** The size that was asked for. */
export const sizeFrom = ({ quick, full }: Pick<GivenOptions, "quick" | "full">): StudySize =>
  full ? "full" : quick ? "quick" : "default";

/** The options of a study's size, changed by those that were given. Another data set is used whole. */
export const studyOptionsFrom = ({ sizes }: Study, given: GivenOptions): StudyOptions => {
  const { trainSize, testSize, ...rest } = sizes[sizeFrom(given)];
  const { dataset = rest.dataset, epochs = rest.epochs, seeds = rest.seeds } = given;
  const parts = dataset === rest.dataset ? { trainSize, testSize } : given.quick ? quickSizes : {};
  return {
    ...{ dataset, epochs, seeds },
    ...(parts.trainSize !== undefined && { trainSize: parts.trainSize }),
    ...(parts.testSize !== undefined && { testSize: parts.testSize }),
  };
};

/** @throws InputError for an unknown name. */
export const studyNamed = (name: string): Study => {
  const known = oneOf(Object.keys(studies))("the study", name);
  return studies[known] as Study;
};
