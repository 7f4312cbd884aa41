import { type Codes, codes } from "@vae-lab/core";
import { encodeNpy, encodeNpz } from "@vae-lab/data";
import type { RunData } from "@vae-lab/experiments/runs";
import { countText } from "../command-line/count-text.ts";
import { printResult } from "../command-line/output.ts";
import { writingTo } from "../tracking/writing-to.ts";
import { csvText } from "./csv-text.ts";
import type { Out } from "./out-option.ts";
import { readRunData } from "./read-run-data.ts";
import { withRun } from "./with-run.ts";
import { writeOut } from "./write-out.ts";

export interface EncodeRequest {
  readonly run: string;
  readonly data: string | undefined;
  readonly labels: string | undefined;
  readonly key: string | undefined;
  readonly out: Out;
  readonly home: string | undefined;
  readonly json: boolean;
}

const numbered = (name: string, K: number): string[] =>
  Array.from({ length: K }, (_, k) => `${name}_${k + 1}`);

/** Rows of A and B numbers, side by side. */
const joined = (a: Float32Array, b: Float32Array, K: number): Float32Array => {
  const out = new Float32Array(a.length + b.length);
  for (let n = 0; n * K < a.length; n++) {
    out.set(a.subarray(n * K, (n + 1) * K), 2 * n * K);
    out.set(b.subarray(n * K, (n + 1) * K), (2 * n + 1) * K);
  }
  return out;
};

const tableOf = ({ mean, logVariance }: Codes, K: number, { labels, classes }: RunData): string =>
  csvText(
    [...numbered("mean", K), ...(logVariance ? numbered("log_variance", K) : [])],
    logVariance ? joined(mean, logVariance, K) : mean,
    labels && {
      name: "label",
      texts: Array.from(labels, (label) => classes?.[label] ?? String(label)),
    },
  );

const arraysOf = ({ mean, logVariance }: Codes, K: number, { labels, size }: RunData) => ({
  mean: { shape: [size, K], values: mean },
  ...(logVariance && { log_variance: { shape: [size, K], values: logVariance } }),
  ...(labels && { labels: { shape: [size], values: labels } }),
});

/** Writes the codes of data: the moments of q(z|x), and the labels that the data have. */
export const encodeRun = ({
  run: source,
  data: path,
  labels,
  key,
  out,
  home,
  json,
}: EncodeRequest) =>
  withRun(source, home, async (run) => {
    const data = await readRunData(run, path, { labels, key });
    const K = run.model.latentSize;
    const moments = codes(run.model.trained, data.rows);
    await writingTo("--out", out.path, () =>
      writeOut(
        out.path,
        out.format === "csv"
          ? tableOf(moments, K, data)
          : out.format === "npz"
            ? encodeNpz(arraysOf(moments, K, data))
            : encodeNpy({ shape: [data.size, K], values: moments.mean }),
      ),
    );
    printResult(
      json,
      { run: run.name, data: data.name, out: out.path, shape: [data.size, K] },
      () => `wrote the codes of ${countText(data.size, "sample")} of ${data.name} to ${out.path}`,
    );
  });
