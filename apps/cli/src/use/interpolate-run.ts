import { codes } from "@vae-lab/core";
import { InputError } from "@vae-lab/experiments/input-error";
import { type LoadedRun, runData } from "@vae-lab/experiments/runs";
import { countText } from "../command-line/count-text.ts";
import { printResult } from "../command-line/output.ts";
import type { Out } from "./out-option.ts";
import { withRun } from "./with-run.ts";
import { writeSamples } from "./write-samples.ts";

export interface InterpolateRequest {
  readonly run: string;
  /** Each the number of a sample of the data, from 0, or the path of a file with one sample. */
  readonly ends: readonly [string, string];
  readonly data: string | undefined;
  readonly steps: number;
  readonly out: Out;
  readonly home: string | undefined;
  readonly json: boolean;
}

/** E[z|x] of the sample that an end names. */
const codeOf = async (run: LoadedRun, end: string, source: string | undefined) => {
  const isNumber = /^\d+$/.test(end);
  const data = await runData(run, isNumber ? source : end);
  const at = isNumber ? Number(end) : 0;
  if (isNumber && at >= data.size)
    throw new InputError(
      `cannot interpolate from sample ${end}: ${data.name} has the samples 0 to ${data.size - 1}`,
    );
  if (!isNumber && data.size !== 1)
    throw new InputError(
      `cannot interpolate from ${end}: it must hold one sample (got ${data.size}); name one by its number with --data ${end}`,
    );
  const D = run.model.trained.model.dataSize;
  return codes(run.model.trained, data.values.subarray(at * D, (at + 1) * D)).mean;
};

/** Writes what the codes on the line between the codes of two samples decode to. */
export const interpolateRun = ({
  run: source,
  ends,
  data,
  steps,
  out,
  home,
  json,
}: InterpolateRequest) =>
  withRun(source, home, async (run) => {
    const [a, b] = [await codeOf(run, ends[0], data), await codeOf(run, ends[1], data)];
    const K = run.model.latentSize;
    const z = Float32Array.from({ length: steps * K }, (_, i) => {
      const share = Math.floor(i / K) / (steps - 1);
      return (1 - share) * (a[i % K] as number) + share * (b[i % K] as number);
    });
    const samples = run.model.decode(z);
    await writeSamples(run, out, { samples, columns: steps });
    printResult(
      json,
      { run: run.name, out: out.path, shape: samples.shape },
      () => `wrote ${countText(steps, "sample")} between ${ends.join(" and ")} to ${out.path}`,
    );
  });
