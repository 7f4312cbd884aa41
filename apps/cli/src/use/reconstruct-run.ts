import { codes } from "@vae-lab/core";
import { undoTransform } from "@vae-lab/core/data";
import { countText } from "../command-line/count-text.ts";
import { printResult } from "../command-line/output.ts";
import type { EncodeRequest } from "./encode-run.ts";
import { labelOptions } from "./label-of-run.ts";
import { readRunData } from "./read-run-data.ts";
import { withRun } from "./with-run.ts";
import { writeSamples } from "./write-samples.ts";

/** Pairs in a row of a picture, and rows of pairs. */
const [perRow, rows] = [10, 2];

/** Rows of samples, each above the row of their reconstructions. */
const pairs = (x: Float32Array, decoded: Float32Array, size: number): Float32Array => {
  const count = Math.min(x.length / size, perRow * rows);
  const shown = Math.ceil(count / perRow);
  const out = new Float32Array(2 * shown * Math.min(count, perRow) * size).fill(1);
  const width = Math.min(count, perRow) * size;
  for (let row = 0; row < shown; row++) {
    const [begin, end] = [row * width, Math.min((row + 1) * width, count * size)];
    out.set(x.subarray(begin, end), 2 * row * width);
    out.set(decoded.subarray(begin, end), (2 * row + 1) * width);
  }
  return out;
};

/** Writes the reconstructions of data: what the means of q(z|x) decode to. */
export const reconstructRun = ({
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
    const { trained, description } = run.model;
    const D = data.values.length / data.size;
    const given = labelOptions(run, data.labels);
    const samples = run.model.decode(codes(trained, data.rows).mean, given);
    const { transform } = description;
    const x = transform ? undoTransform(transform, data.values, D) : data.values;
    await writeSamples(run, out, {
      samples,
      columns: Math.min(data.size, perRow),
      picture: out.format === "png" ? pairs(x, samples.values, D) : undefined,
    });
    printResult(
      json,
      { run: run.name, data: data.name, out: out.path, shape: samples.shape },
      () =>
        `wrote the reconstructions of ${countText(data.size, "sample")} of ${data.name} to ${out.path}`,
    );
  });
