import type { MlflowClient } from "mlflow-js-client";
import { absent, decimal } from "./number-text.ts";
import { plainTable } from "./plain-table.ts";

export interface ListedRun {
  readonly runId: string;
  readonly study: string;
  readonly name: string;
  readonly status: string;
  /** ISO 8601; empty if the run has no valid start time. */
  readonly started: string;
  readonly params: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, number>>;
}

const isoTime = (time: number): string => {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString();
};

/** The runs of one experiment, or of all, the latest first. */
export const listRuns = async (client: MlflowClient, study?: string): Promise<ListedRun[]> => {
  const listed: ListedRun[] = [];
  for await (const { experimentId, name } of client.experiments.search({})) {
    if (study !== undefined && name !== study) continue;
    for await (const { info, data } of client.runs.search({ experimentIds: [experimentId] }))
      listed.push({
        runId: info.runId,
        study: name,
        name: info.runName,
        status: info.status,
        started: isoTime(info.startTime),
        params: data.params,
        metrics: Object.fromEntries(data.metrics.map(({ key, value }) => [key, value])),
      });
  }
  return listed.sort((a, b) => b.started.localeCompare(a.started));
};

const columns = [
  { heading: "run", align: "left" },
  { heading: "study", align: "left" },
  { heading: "status", align: "left" },
  { heading: "started (UTC)", align: "left" },
  { heading: "test ELBO", align: "right" },
  { heading: "rate", align: "right" },
  { heading: "active units", align: "right" },
] as const;

export const runsTable = (runs: readonly ListedRun[]): string =>
  plainTable(
    columns,
    runs.map(({ name, study, status, started, metrics }) => [
      name,
      study,
      status,
      started === "" ? absent : started.slice(0, 16).replace("T", " "),
      decimal(metrics["test/elbo"], 1),
      decimal(metrics["test/rate"], 2),
      decimal(metrics["test/active_units"], 0),
    ]),
  );
