import { fallsBelow, meanInterval } from "@vae-lab/statistics";
import { group } from "d3-array";
import type { RunRecord } from "../sources/run-source.ts";
import { directionNames } from "./directions.ts";
import { finiteValue, membersOf } from "./members.ts";
import { tauOf } from "./predictions.ts";

/** A model whose rate is below this counts as collapsed, in nats per example. */
export const collapsedBelow = 0.1;

/** Where the models of one regulariser collapse. */
export interface Onset {
  readonly name: string;
  /** The largest τ at which the collapsed state is unstable, by theory. */
  readonly predicted: number | undefined;
  /** The geometric mean over seeds; absent where no seed collapses within its range of τ. */
  readonly measured?: number;
  /** 95 % interval over seeds, from three on. */
  readonly interval?: readonly [low: number, high: number];
  /** Seeds that collapse within the range, of `seeds`. */
  readonly n: number;
  readonly seeds: number;
}

/** The τ from which on the rate stays below `collapsedBelow`, of the runs of one seed. */
const onsetOf = (runs: readonly RunRecord[]): number | undefined =>
  fallsBelow(
    runs
      .flatMap((run) => {
        const [x, y] = [tauOf(run), finiteValue(run, "test/rate")];
        return x === undefined || y === undefined ? [] : [{ x, y }];
      })
      .sort((a, b) => a.x - b.x),
    collapsedBelow,
  );

/** The onset of collapse by regulariser and estimator, of runs that differ in these, β and seed alone. */
export const onsetsOf = (runs: readonly RunRecord[]): Onset[] => {
  const predicted = runs.filter((run) => tauOf(run) !== undefined);
  return [...group(predicted, directionNames(runs))].map(([name, own]) => {
    const bySeed = [...group(own, ({ params }) => params.get("seed")).values()];
    const logs = bySeed.flatMap((seed) => {
      const onset = onsetOf(seed);
      return onset === undefined ? [] : [Math.log(onset)];
    });
    const { mean, interval } = meanInterval(logs);
    return {
      name,
      predicted: own.flatMap((run) => membersOf(run, "theory/onset_tau")[0]?.value ?? [])[0],
      ...(logs.length > 0 && { measured: Math.exp(mean) }),
      ...(interval && { interval: [Math.exp(interval[0]), Math.exp(interval[1])] as const }),
      n: logs.length,
      seeds: bySeed.length,
    };
  });
};
