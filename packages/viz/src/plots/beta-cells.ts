import { type MeanInterval, meanInterval } from "@vae-lab/statistics";
import { groupBy } from "../group-by.ts";
import type { BetaPoint } from "./beta-point.ts";

type Cell = Pick<BetaPoint, "beta" | "direction" | "estimator">;

/** Runs that share a beta, a direction and an estimator, and so differ in their seed alone. */
export interface BetaCell extends MeanInterval, Cell {
  /** Runs whose value is NaN or infinite: they are in no mean. */
  readonly broken: number;
}

/** The same for the runs of one cell, and for no others. */
export const cellKey = ({ estimator, direction, beta }: Cell): string =>
  JSON.stringify([estimator, direction, beta]);

/** Mean and interval of each cell over its finite values; a cell without any is left out. */
export const betaCells = (points: readonly BetaPoint[]): BetaCell[] =>
  [...groupBy(points, cellKey).values()].flatMap((group) => {
    const [first] = group;
    const values = group.map((point) => point.value).filter(Number.isFinite);
    if (first === undefined || values.length === 0) return [];
    const { beta, direction, estimator } = first;
    const broken = group.length - values.length;
    return [{ beta, direction, estimator, broken, ...meanInterval(values) }];
  });
