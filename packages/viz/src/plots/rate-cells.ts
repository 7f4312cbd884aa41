import { mean } from "@vae-lab/statistics";
import { group } from "d3-array";

/** Final rate and distortion (−E log p(x|z)) of a run, in nats per example. */
export interface RatePoint {
  readonly run: string;
  readonly label: string;
  readonly rate: number;
  readonly distortion: number;
  readonly direction: string;
  readonly beta: number;
  readonly estimator?: string;
}

/** Mean rate and distortion of runs that differ only in their seed. */
export interface RateCell extends Omit<RatePoint, "run" | "label"> {
  readonly n: number;
}

/** Means over seeds, ordered by beta. */
export const rateCells = (points: readonly RatePoint[]): RateCell[] =>
  [
    ...group(points, ({ direction, estimator, beta }) =>
      JSON.stringify([direction, estimator, beta]),
    ).values(),
  ]
    .flatMap((own) => {
      const [first] = own;
      if (first === undefined) return [];
      const { run: _run, label: _label, ...shared } = first;
      const rate = mean(own.map((point) => point.rate));
      return [{ ...shared, rate, distortion: mean(own.map((p) => p.distortion)), n: own.length }];
    })
    .sort((a, b) => a.beta - b.beta);
