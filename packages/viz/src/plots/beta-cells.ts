import { type MeanInterval, meanInterval } from "@vae-lab/statistics";
import { group } from "d3-array";
import type { BetaPoint } from "./beta-point.ts";

type Cell = Pick<BetaPoint, "beta" | "direction" | "estimator">;

/** Runs with the same beta, direction and estimator, which differ only in their seed. */
export interface BetaCell extends MeanInterval, Cell {
  /** Number of runs whose value is NaN or infinite; they are excluded from the mean. */
  readonly broken: number;
}

/** A key that is the same for all runs of a cell. */
export const cellKey = ({ estimator, direction, beta }: Cell): string =>
  JSON.stringify([estimator, direction, beta]);

/** Mean and interval of each cell over its finite values; cells without any are omitted. */
export const betaCells = (points: readonly BetaPoint[]): BetaCell[] =>
  [...group(points, cellKey).values()].flatMap((own) => {
    const [first] = own;
    const values = own.map((point) => point.value).filter(Number.isFinite);
    if (first === undefined || values.length === 0) return [];
    const { beta, direction, estimator } = first;
    const broken = own.length - values.length;
    return [{ beta, direction, estimator, broken, ...meanInterval(values) }];
  });
