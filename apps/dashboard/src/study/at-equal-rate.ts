import { interpolatedAt, meanInterval } from "@vae-lab/statistics";
import { group } from "d3-array";
import type { RunRecord } from "../sources/run-source.ts";
import { finiteValue } from "./members.ts";

type Interval = readonly [low: number, high: number];

/** A metric of the runs of one name at a given rate. */
export interface AtRate {
  readonly name: string;
  readonly n: number;
  readonly mean?: number;
  readonly interval?: Interval;
  /** Minus the value of the first name, at equal seeds. */
  readonly difference?: { readonly n: number; readonly mean: number; readonly interval?: Interval };
}

/** The metric at a rate by seed, interpolated between runs of neighbouring rates. */
const bySeed = (
  runs: readonly RunRecord[],
  { metric, rate }: { readonly metric: string; readonly rate: number },
): Map<string, number> => {
  const found = new Map<string, number>();
  for (const [seed, own] of group(runs, ({ params }) => params.get("seed") ?? "")) {
    const points = own
      .flatMap((run) => {
        const [x, y] = [finiteValue(run, "test/rate"), finiteValue(run, metric)];
        return x === undefined || y === undefined ? [] : [{ x, y }];
      })
      .sort((a, b) => a.x - b.x);
    const value = interpolatedAt(points, rate);
    if (value !== undefined) found.set(seed, value);
  }
  return found;
};

/** Means over the seeds whose runs reach below and above the rate, and differences at equal seeds. */
export const atEqualRate = (
  runs: ReadonlyMap<string, readonly RunRecord[]>,
  at: { readonly metric: string; readonly rate: number },
): AtRate[] => {
  const values = [...runs].map(([name, own]) => ({ name, bySeed: bySeed(own, at) }));
  const [reference] = values;
  return values.map(({ name, bySeed: own }) => {
    const { n, mean, interval } = meanInterval([...own.values()]);
    const differences = [...own].flatMap(([seed, value]) => {
      const other = reference?.bySeed.get(seed);
      return other === undefined || name === reference?.name ? [] : [value - other];
    });
    return {
      ...{ name, n },
      ...(n > 0 && { mean }),
      ...(interval && { interval }),
      ...(differences.length > 0 && { difference: meanInterval(differences) }),
    };
  });
};
