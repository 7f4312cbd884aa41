import { InputError } from "@vae-lab/experiments/input-error";
import type { Experiment, MlflowClient } from "mlflow-js-client";
import { didYouMean } from "../command-line/did-you-mean.ts";
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

/** The experiments to list. @throws InputError if none has the name. */
const experimentsOf = async (client: MlflowClient, study?: string): Promise<Experiment[]> => {
  const all: Experiment[] = [];
  for await (const experiment of client.experiments.search({})) all.push(experiment);
  if (study === undefined) return all;
  const named = all.filter(({ name }) => name === study);
  if (named.length > 0) return named;
  const names = all.map(({ name }) => name);
  throw new InputError(
    `cannot list the runs of ${study}: there is no such study or experiment${didYouMean(study, names)}; \`vae-lab runs\` lists all runs`,
  );
};

/**
 * The runs of one experiment, or of all, the latest first.
 * @throws InputError if there is no experiment of that name.
 */
export const listRuns = async (client: MlflowClient, study?: string): Promise<ListedRun[]> => {
  const listed: ListedRun[] = [];
  for (const { experimentId, name } of await experimentsOf(client, study))
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
