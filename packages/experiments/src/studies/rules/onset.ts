import { fallsBelow } from "@vae-lab/statistics";
import type { TrialRow } from "../../sweep/sweep-events.ts";
import { type Cell, cellText } from "../cell.ts";
import { perSeed } from "./per-seed.ts";
import type { Quantity } from "./quantity.ts";

/** A metric that falls along an axis, and the value at which it counts as gone. */
export interface FallingCurve {
  readonly metric: string;
  /** The onset is where the metric falls below this for good. */
  readonly threshold: number;
  /** The axis' name and its values in rising order, all positive. */
  readonly axis: string;
  readonly points: readonly { readonly at: number; readonly cell: Cell }[];
}

/** The logarithm of where a curve falls below its threshold for good, interpolated in log axis. */
const logOnset = (
  { metric, threshold, points }: FallingCurve,
  trials: readonly TrialRow[],
): number | undefined => {
  const curve = points.map(({ at }, i) => ({ x: at, y: trials[i]?.metrics[metric] ?? Number.NaN }));
  const onset = fallsBelow(curve, threshold);
  return onset === undefined ? undefined : Math.log(onset);
};

const where = ({ metric, threshold, axis, points }: FallingCurve): string =>
  `the ${axis} from which on ${metric} is below ${threshold} in (${cellText(points[0]?.cell ?? {})})`;

/** Where the curve falls below its threshold, the geometric mean over seeds. */
export const onset = (curve: FallingCurve): Quantity =>
  perSeed({
    text: where(curve),
    short: `onset in ${curve.axis}`,
    isRatio: true,
    cells: curve.points.map(({ cell }) => cell),
    value: (trials) => logOnset(curve, trials),
  });

/** The ratio of two onsets at equal seeds, the geometric mean over seeds. */
export const onsetRatio = (curve: FallingCurve, reference: FallingCurve): Quantity => {
  const count = curve.points.length;
  return perSeed({
    text: `${where(curve)}, divided by ${where(reference)}, at equal seeds`,
    short: `ratio of onsets in ${curve.axis}`,
    isRatio: true,
    cells: [...curve.points, ...reference.points].map(({ cell }) => cell),
    value: (trials) => {
      const [own, other] = [
        logOnset(curve, trials.slice(0, count)),
        logOnset(reference, trials.slice(count)),
      ];
      return own === undefined || other === undefined ? undefined : own - other;
    },
  });
};
