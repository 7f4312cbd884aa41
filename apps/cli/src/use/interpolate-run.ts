import { codes } from "@vae-lab/core";
import { InputError } from "@vae-lab/experiments/input-error";
import { conditionOfModel, type LoadedRun, runData } from "@vae-lab/experiments/runs";
import { countText } from "../command-line/count-text.ts";
import { printResult } from "../command-line/output.ts";
import { labelFrom, labelOptions } from "./label-of-run.ts";
import type { Out } from "./out-option.ts";
import { withRun } from "./with-run.ts";
import { writeSamples } from "./write-samples.ts";

export interface InterpolateRequest {
  readonly run: string;
  /** Each the number of a sample of the data, from 0, or the path of a file with one sample. */
  readonly ends: readonly [string, string];
  readonly data: string | undefined;
  /** Where the labels of the data are. */
  readonly labels: string | undefined;
  readonly steps: number;
  /** The class to decode as, for a conditional model. */
  readonly label: string | undefined;
  readonly out: Out;
  readonly home: string | undefined;
  readonly json: boolean;
}

/** E[z|x] of the sample that an end names, and its label if it has one. */
const codeOf = async (
  run: LoadedRun,
  end: string,
  source: string | undefined,
  labels: string | undefined,
) => {
  const isNumber = /^\d+$/.test(end);
  const data = await runData(run, isNumber ? source : end, { labels });
  const at = isNumber ? Number(end) : 0;
  if (isNumber && at >= data.size)
    throw new InputError(
      `cannot interpolate from sample ${end}: ${data.name} has the samples 0 to ${data.size - 1}`,
    );
  if (!isNumber && data.size !== 1)
    throw new InputError(
      `cannot interpolate from ${end}: it must hold one sample (got ${data.size}); name one by its number with --data ${end}`,
    );
  const { trained } = run.model;
  const width = trained.model.dataSize;
  const row = data.rows.subarray(at * width, (at + 1) * width);
  return { code: codes(trained, row).mean, label: data.labels?.[at] };
};

/** The class that codes between two samples are decoded as: the one that was asked for, or that of both. */
const labelOfBoth = (
  run: LoadedRun,
  name: string | undefined,
  a: number | undefined,
  b: number | undefined,
): number | undefined => {
  const label = labelFrom(run, name);
  const condition = conditionOfModel(run.model);
  if (label !== undefined || condition === undefined || a === b) return label ?? a;
  const [first, last] = [a, b].map((one) => condition.classes[one ?? -1]);
  throw new InputError(
    `cannot interpolate: the samples have the labels ${first} and ${last}, and the model decodes codes of one; choose it with --label`,
  );
};

/** Writes what the codes on the line between the codes of two samples decode to. */
export const interpolateRun = ({
  run: source,
  ends,
  data,
  labels,
  steps,
  label: name,
  out,
  home,
  json,
}: InterpolateRequest) =>
  withRun(source, home, async (run) => {
    const [a, b] = [
      await codeOf(run, ends[0], data, labels),
      await codeOf(run, ends[1], data, labels),
    ];
    const label = labelOfBoth(run, name, a.label, b.label);
    const K = run.model.latentSize;
    const z = Float32Array.from({ length: steps * K }, (_, i) => {
      const share = Math.floor(i / K) / (steps - 1);
      return (1 - share) * (a.code[i % K] as number) + share * (b.code[i % K] as number);
    });
    const samples = run.model.decode(z, labelOptions(run, label));
    await writeSamples(run, out, { samples, columns: steps });
    printResult(
      json,
      { run: run.name, out: out.path, shape: samples.shape },
      () => `wrote ${countText(steps, "sample")} between ${ends.join(" and ")} to ${out.path}`,
    );
  });
