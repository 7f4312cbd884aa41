import { InputError } from "@vae-lab/experiments/input-error";
import { openWorkspace } from "@vae-lab/experiments/workspace";
import { printNote } from "../command-line/output.ts";
import { openTracking } from "./open-tracking.ts";
import type { Tracking } from "./tracking.ts";

/** The result of a computation, as tracking keeps it. */
export interface Report {
  readonly name: string;
  readonly isPassed: boolean;
  readonly params: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, number>>;
  /** Contents by path. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

const contentTypes: Readonly<Record<string, string>> = {
  json: "application/json",
  png: "image/png",
  svg: "image/svg+xml",
};

const contentTypeOf = (path: string): string =>
  contentTypes[path.split(".").at(-1) ?? ""] ?? "text/plain";

/** The id of an experiment, if there is one. @throws InputError for a deleted experiment. */
const experimentIdOf = async ({ client, where }: Tracking, name: string) => {
  const known = await client.experiments.getByName(name);
  if (known?.lifecycleStage === "deleted")
    throw new InputError(
      `cannot log to experiment ${name} of ${where}: it is deleted; restore it, or use --no-log`,
    );
  return known?.experimentId;
};

const logReport = async (tracking: Tracking, experiment: string, report: Report): Promise<void> => {
  const { client, where } = tracking;
  const experimentId =
    (await experimentIdOf(tracking, experiment)) ??
    (await client.experiments.create({ name: experiment }));
  const startTime = Date.now();
  const { info } = await client.runs.create({
    experimentId,
    runName: report.name,
    startTime,
    tags: {
      "mlflow.runName": report.name,
      "mlflow.source.name": "vae-lab",
      "mlflow.source.type": "LOCAL",
    },
  });
  const { runId } = info;
  const metrics = Object.entries(report.metrics).map(([key, value]) => ({
    ...{ key, value },
    ...{ step: 0, timestamp: startTime },
  }));
  await client.runs.logBatch({ runId, params: report.params, metrics });
  for (const [path, body] of Object.entries(report.files))
    await client.artifacts.upload({ runId, path, body, contentType: contentTypeOf(path) });
  const status = report.isPassed ? "FINISHED" : "FAILED";
  await client.runs.update({ runId, status, endTime: Date.now() });
  printNote(`logged as ${report.name}: run ${runId} of experiment ${experiment} in ${where}`);
};

/**
 * Does work that logs one report; without a workspace, it is not logged. Tracking is opened before
 * the work begins, so that a store that cannot be used is refused at once.
 * @throws InputError or StoreError when the report could not be logged.
 */
export const withReportLog = async <T>(
  workspace: string | undefined,
  experiment: string,
  work: (log: (report: Report) => Promise<void>) => Promise<T>,
): Promise<T> => {
  if (workspace === undefined) return work(async () => undefined);
  if (!process.env.MLFLOW_TRACKING_URI) await openWorkspace(workspace);
  const tracking = await openTracking(workspace);
  try {
    await experimentIdOf(tracking, experiment);
    return await work((report) => logReport(tracking, experiment, report));
  } finally {
    tracking.close();
  }
};
