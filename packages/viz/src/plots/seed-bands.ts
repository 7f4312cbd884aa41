import { meanInterval } from "@vae-lab/statistics";
import { group } from "d3-array";
import type { Curve, CurvePoint } from "./curves.ts";

/** Runs that differ only in their seed. */
export interface CurveCell {
  readonly key: string;
  readonly label: string;
}

/** The mean of a cell at one step. */
export interface BandPoint extends CurvePoint {
  /** Number of finite values. */
  readonly n: number;
  /** Ends of the 95 % interval (Student's t); absent below three values. */
  readonly low?: number;
  readonly high?: number;
}

/** The mean curve of a cell with its band; `run` contains the ids of its runs, separated by spaces. */
export interface SeedBand {
  readonly run: string;
  readonly label: string;
  readonly points: readonly BandPoint[];
}

const bandOf = (label: string, curves: readonly Curve[]): SeedBand => {
  const run = curves.map((curve) => curve.run).join(" ");
  const drawn = curves.map((curve) => curve.smoothed ?? curve.points);
  const ends = drawn.map((points) => points.at(-1)?.step ?? Number.NEGATIVE_INFINITY);
  const byStep = group(drawn.flat(), ({ step }) => step);
  const points = [...byStep]
    .sort(([a], [b]) => a - b)
    .flatMap(([step, own]): BandPoint[] => {
      // Without a run that is still training the mean would jump.
      if (own.length < ends.filter((end) => end >= step).length) return [];
      const { n, mean, interval } = meanInterval(
        own.map(({ value }) => value).filter(Number.isFinite),
      );
      return [
        {
          ...{ run, label, step, n, value: mean },
          ...(interval !== undefined && { low: interval[0], high: interval[1] }),
        },
      ];
    });
  return { run, label, points };
};

/**
 * The mean of each cell with its 95 % interval, at the steps that all its runs of that length have
 * logged. Values that are not finite are excluded.
 */
export const seedBands = (
  curves: readonly Curve[],
  cells: ReadonlyMap<string, CurveCell>,
): SeedBand[] =>
  [...group(curves, ({ run }) => cells.get(run)?.key ?? run).values()].map((own) =>
    bandOf(cells.get(own[0]?.run ?? "")?.label ?? own[0]?.label ?? "", own),
  );
