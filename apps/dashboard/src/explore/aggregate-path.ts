import { rng } from "@vae-lab/core";
import { spacedIndices } from "@vae-lab/experiments/without-node";
import type { OpenedRun } from "./messages.ts";

/**
 * A step between two codes costs its length to this power. With many codes the cheapest path follows
 * a geodesic of the metric that divides lengths by density^((power − 1)/units): with 2 units, by the
 * density (Hwang, Damelin & Hero 2016, "Shortest path through random points", arXiv 1202.0045).
 */
const power = 3;

/** Steps between all pairs of codes are tried, so there are at most so many codes. */
const maxCodes = 2_000;

/** Units whose rate is below this follow the prior whatever x is: they say nothing about distance. */
const minRate = 0.01;

/**
 * The cheapest path from the first to the last of some points, as their indices. Points are M rows of
 * `size` numbers; a step costs its Euclidean length to the power above (Dijkstra's algorithm on all pairs).
 */
export const cheapestPath = (points: Float32Array, size: number): number[] => {
  const M = points.length / size;
  const cost = new Float64Array(M).fill(Number.POSITIVE_INFINITY);
  const before = new Int32Array(M).fill(-1);
  const isSettled = new Uint8Array(M);
  cost[0] = 0;
  for (;;) {
    let next = -1;
    for (let m = 0; m < M; m++)
      if (!isSettled[m] && (next < 0 || (cost[m] as number) < (cost[next] as number))) next = m;
    if (next < 0 || next === M - 1) break;
    isSettled[next] = 1;
    for (let m = 0; m < M; m++) {
      if (isSettled[m]) continue;
      let square = 0;
      for (let k = 0; k < size; k++)
        square += ((points[m * size + k] as number) - (points[next * size + k] as number)) ** 2;
      const through = (cost[next] as number) + square ** (power / 2);
      if (through < (cost[m] as number)) {
        cost[m] = through;
        before[m] = next;
      }
    }
  }
  const path: number[] = [];
  for (let m = M - 1; m >= 0; m = before[m] as number) path.unshift(m);
  return path;
};

/** `steps` codes at equal distances along the straight lines between some codes. */
export const spacedAlong = (codes: readonly Float32Array[], steps: number): Float32Array => {
  const size = codes[0]?.length ?? 0;
  const lengths = codes.slice(1).map((code, i) => {
    const start = codes[i] as Float32Array;
    return Math.hypot(...code.map((value, k) => value - (start[k] as number)));
  });
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const spaced = new Float32Array(steps * size);
  spaced.set(codes.at(-1) ?? [], (steps - 1) * size);
  let [leg, walked] = [0, 0];
  for (let i = 0; i < steps - 1; i++) {
    const target = (total * i) / (steps - 1);
    while (leg < lengths.length - 1 && walked + (lengths[leg] as number) < target)
      walked += lengths[leg++] as number;
    const length = lengths[leg] ?? 0;
    const share = length === 0 ? 0 : Math.min(1, Math.max(0, (target - walked) / length));
    const [start, end] = [
      codes[leg] as Float32Array,
      codes[leg + 1] ?? (codes[leg] as Float32Array),
    ];
    for (let k = 0; k < size; k++)
      spaced[i * size + k] =
        (start[k] as number) + share * ((end[k] as number) - (start[k] as number));
  }
  return spaced;
};

interface PathOptions {
  readonly from: number;
  readonly to: number;
  readonly steps: number;
}

/**
 * Codes from E[z|x] of one sample to that of another through draws of the aggregate posterior, q(z|x) of
 * the samples: steps·K, at equal distances. Where the draws are dense, the path follows them; units that
 * follow the prior go straight from end to end.
 */
export const aggregatePath = (
  run: Pick<OpenedRun, "means" | "sds" | "unitRates" | "count" | "latentSize">,
  { from, to, steps }: PathOptions,
): Float32Array => {
  const { means, sds, unitRates, count, latentSize: K } = run;
  const all = Array.from({ length: K }, (_, k) => k);
  const informative = all.filter((k) => unitRates === undefined || (unitRates[k] ?? 0) >= minRate);
  const units = informative.length > 0 ? informative : all;
  const size = units.length;
  const between = spacedIndices(count, maxCodes);
  const noise = rng(0)
    .fold("aggregate path")
    .normals(between.length * size);
  const points = new Float32Array((between.length + 2) * size);
  const put = (row: number, sample: number, hasNoise: boolean) => {
    for (const [i, k] of units.entries()) {
      const sd = hasNoise ? (sds?.[sample * K + k] ?? 0) : 0;
      const draw = hasNoise ? (noise[(row - 1) * size + i] as number) : 0;
      points[row * size + i] = (means[sample * K + k] ?? 0) + sd * draw;
    }
  };
  put(0, from, false);
  for (const [row, sample] of between.entries()) put(row + 1, sample, true);
  put(between.length + 1, to, false);
  const path = cheapestPath(points, size).map((m) => points.slice(m * size, (m + 1) * size));
  const along = spacedAlong(path, steps);
  const codes = new Float32Array(steps * K);
  for (let i = 0; i < steps; i++)
    for (let k = 0; k < K; k++) {
      const [start, end] = [means[from * K + k] ?? 0, means[to * K + k] ?? 0];
      const unit = units.indexOf(k);
      codes[i * K + k] =
        unit < 0 ? start + ((end - start) * i) / (steps - 1) : (along[i * size + unit] as number);
    }
  return codes;
};
