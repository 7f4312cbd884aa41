import { mean } from "@vae-lab/statistics";
import type { RatePath, RatePlace } from "@vae-lab/viz";
import { group } from "d3-array";
import type { RunRecord, SeriesPoint } from "../sources/run-source.ts";
import { cellsOf } from "./cells.ts";
import { factsOf } from "./facts.ts";
import { finiteValue } from "./members.ts";

/** Metrics of the curve that theory predicts in the rate–distortion plane. */
export const predictedInPlane = ["theory/rate", "theory/reconstruction"] as const;

/** By regulariser, what theory predicts of the runs, by rising beta; of Gaussian likelihoods alone. */
export const predictedPaths = (runs: readonly RunRecord[]): RatePath[] =>
  [...group(runs, (run) => factsOf(run).direction ?? "")].flatMap(([direction, own]) => {
    const byBeta = new Map<number, RatePlace>();
    for (const run of own) {
      const { beta } = factsOf(run);
      const [rate, reconstruction] = predictedInPlane.map((key) => finiteValue(run, key));
      if (beta === undefined || rate === undefined || reconstruction === undefined) continue;
      byBeta.set(beta, { rate, distortion: -reconstruction });
    }
    const places = [...byBeta].sort(([a], [b]) => a - b).map(([, place]) => place);
    return places.length > 1 ? [{ direction, places }] : [];
  });

interface Histories {
  readonly rates: readonly SeriesPoint[];
  readonly reconstructions: readonly SeriesPoint[];
}

/** The means of each cell after each epoch that all its runs have. */
export const trajectoriesOf = (
  runs: readonly RunRecord[],
  { rates, reconstructions }: Histories,
): RatePath[] => {
  const at = new Map<string, number>();
  const key = (run: string, step: number): string => `${run} ${step}`;
  for (const { runId, step, value } of reconstructions) at.set(key(runId, step), -value);
  return cellsOf(runs).flatMap((cell) => {
    const ids = new Set(cell.runs.map(({ id }) => id));
    const byEpoch = group(
      rates.filter(({ runId, value }) => ids.has(runId) && Number.isFinite(value)),
      ({ step }) => step,
    );
    const places = [...byEpoch]
      .sort(([a], [b]) => a - b)
      .flatMap(([step, own]) => {
        const distortions = own.map(({ runId }) => at.get(key(runId, step)) ?? Number.NaN);
        const place = { rate: mean(own.map(({ value }) => value)), distortion: mean(distortions) };
        return own.length === ids.size && Number.isFinite(place.distortion) ? [place] : [];
      });
    const { direction = "" } = factsOf(cell.runs[0] ?? { params: new Map() });
    return places.length > 1 ? [{ direction, places }] : [];
  });
};
