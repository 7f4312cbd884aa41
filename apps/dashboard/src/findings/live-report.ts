import type { TrialConfig } from "@vae-lab/experiments/config";
import { tags } from "@vae-lab/experiments/metrics";
import {
  conclude,
  type Evidence,
  type Finding,
  rowsOf,
  type Study,
  type StudySize,
  studySizes,
} from "@vae-lab/experiments/studies";
import { configOf } from "../run/config-of.ts";
import type { RunRecord } from "../sources/run-source.ts";
import { oneOfEachTrial } from "../study/attempts.ts";
import { durationOf } from "../study/progress.ts";

type TrialRow = Evidence["rows"][number];

/** A finished trial of a run; undefined if the run is not one. */
const rowOf = (run: RunRecord): TrialRow | undefined => {
  const config = run.status === "FINISHED" ? configOf(run) : undefined;
  if (config === undefined) return undefined;
  return {
    id: run.tags.get(tags.trial) ?? run.id,
    label: run.name,
    config,
    dataHash: run.params.get("data.hash") ?? "",
    runId: run.id,
    metrics: Object.fromEntries([...run.metrics].map(([key, { value }]) => [key, value])),
    seconds: (durationOf(run) ?? 0) / 1000,
  };
};

/** A study as far as the runs of a store decide it. */
export interface LiveReport {
  /** The size of the study that these runs belong to. */
  readonly size: StudySize;
  /** Number of its trials, and of those that have finished. */
  readonly planned: number;
  readonly finished: number;
  readonly findings: readonly Finding[];
  readonly evidence: Evidence;
  /** Id of the run of each finished trial. */
  readonly runOfTrial: ReadonlyMap<string, string>;
}

/** The size of which the largest share of trials has finished; of equal ones the larger size. */
const sizeOf = (study: Study, rows: readonly TrialRow[]) =>
  studySizes
    .map((size) => {
      const planned: readonly TrialConfig[] = study.trials(study.sizes[size]);
      const own = rowsOf(planned, rows);
      return {
        size,
        planned: planned.length,
        own,
        share: own.length / Math.max(1, planned.length),
      };
    })
    .reduce((best, one) => (one.share >= best.share ? one : best));

/** Judges the claims of a study by the finished runs; undefined if no trial of it has finished. */
export const liveReport = (study: Study, runs: readonly RunRecord[]): LiveReport | undefined => {
  const rows = oneOfEachTrial(runs).flatMap((run) => rowOf(run) ?? []);
  const { size, planned, own } = sizeOf(study, rows);
  if (own.length === 0) return undefined;
  const evidence = { rows: own, exact: [] };
  return {
    ...{ size, planned, evidence },
    finished: own.length,
    findings: conclude(study, evidence),
    runOfTrial: new Map(own.map(({ id, runId }) => [id, runId])),
  };
};
