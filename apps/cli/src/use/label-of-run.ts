import type { LabelOptions, SampleLabels } from "@vae-lab/core/checkpoints";
import { InputError } from "@vae-lab/experiments/input-error";
import { conditionOfModel, type LoadedRun, labelNamed } from "@vae-lab/experiments/runs";

/** The labels that a run's model is given, if it is conditional. */
export const labelOptions = (run: LoadedRun, labels: SampleLabels | undefined): LabelOptions =>
  conditionOfModel(run.model) === undefined || labels === undefined ? {} : { labels };

/**
 * The label of the class that `--label` names; undefined without one.
 * @throws InputError for a model that is not conditional, and for a name that is no class of it
 */
export const labelFrom = (run: LoadedRun, name: string | undefined): number | undefined => {
  if (name === undefined) return undefined;
  const condition = conditionOfModel(run.model);
  if (condition !== undefined) return labelNamed(condition, name);
  throw new InputError(
    `cannot use --label ${name}: the model of ${run.name} is not conditional; train one with --condition labels`,
  );
};
