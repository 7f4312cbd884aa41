import type { BetaPoint, IntervalRow, RatePoint, SeriesPoint } from "@vae-lab/viz";

interface Described {
  /** File name without extension. */
  readonly name: string;
  readonly title: string;
  /** What it shows, in one or two sentences. */
  readonly caption: string;
}

/** A figure of a study as plain records, which `drawFigure` draws. */
export type StudyFigure = Described &
  (
    | {
        /** One metric against beta by direction and estimator. */
        readonly kind: "metric-against-beta";
        readonly records: readonly BetaPoint[];
        readonly yLabel: string;
      }
    /** Rate and distortion of every trial. */
    | { readonly kind: "rate-distortion"; readonly records: readonly RatePoint[] }
    | {
        /** One value against another by series, with means and intervals over runs. */
        readonly kind: "series";
        readonly records: readonly SeriesPoint[];
        readonly xLabel: string;
        readonly yLabel: string;
        readonly logX?: boolean;
        readonly logY?: boolean;
      }
    | {
        /** Estimates with their intervals, one to a line. */
        readonly kind: "intervals";
        readonly records: readonly IntervalRow[];
        readonly xLabel: string;
      }
  );
