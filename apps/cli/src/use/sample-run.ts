import { rng } from "@vae-lab/core";
import { drawLabels } from "@vae-lab/core/checkpoints";
import { InputError } from "@vae-lab/experiments/input-error";
import { conditionOfModel } from "@vae-lab/experiments/runs";
import { countText } from "../command-line/count-text.ts";
import { printResult } from "../command-line/output.ts";
import { labelFrom, labelOptions } from "./label-of-run.ts";
import type { Out } from "./out-option.ts";
import { withRun } from "./with-run.ts";
import { writeSamples } from "./write-samples.ts";

export interface SampleRequest {
  readonly run: string;
  readonly count: number;
  readonly out: Out;
  readonly seed: number;
  /** The class of the samples, for a conditional model. */
  readonly label: string | undefined;
  readonly draws: boolean;
  readonly home: string | undefined;
  readonly json: boolean;
}

/** What is said of the labels of samples. */
const labelsText = (label: string | undefined, isConditional: boolean): string => {
  if (!isConditional) return "";
  return label === undefined
    ? ", with labels drawn from their shares in the training data"
    : `, with the label ${label}`;
};

/** Writes samples of a run's model: decoded draws of the prior, of one class of a conditional model or all. */
export const sampleRun = ({
  run: source,
  count,
  out,
  seed,
  label,
  draws,
  home,
  json,
}: SampleRequest) =>
  withRun(source, home, async (run) => {
    if (run.model.description.kind !== "vae")
      throw new InputError(
        `cannot sample from ${run.name}: an ${run.model.description.kind === "autoencoder" ? "autoencoder" : "denoising autoencoder"} has no prior p(z); use encode and reconstruct`,
      );
    const condition = conditionOfModel(run.model);
    const labels =
      labelFrom(run, label) ??
      (condition && drawLabels(condition, rng(seed).fold("labels"), count));
    const classes =
      condition && typeof labels === "object"
        ? Array.from(labels, (one) => condition.classes[one] ?? String(one))
        : undefined;
    const samples = run.model.sample(count, {
      seed,
      output: draws ? "draw" : "mean",
      ...labelOptions(run, labels),
    });
    await writeSamples(run, out, { samples, columns: Math.ceil(Math.sqrt(count)), classes });
    const distribution = condition ? "p(x|z, y)" : "p(x|z)";
    printResult(
      json,
      {
        run: run.name,
        out: out.path,
        shape: samples.shape,
        ...(label !== undefined && { label }),
        ...(classes && { labels: classes }),
      },
      () =>
        `wrote ${countText(count, "sample")} of ${run.name} to ${out.path}, ${draws ? "draws" : "means"} of ${distribution}${labelsText(label, condition !== undefined)}`,
    );
  });
