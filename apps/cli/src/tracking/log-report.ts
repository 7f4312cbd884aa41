import { InputError } from "@vae-lab/experiments/input-error";
import { openWorkspace } from "@vae-lab/experiments/workspace";
import { openTracking } from "./open-tracking.ts";

/** Something that was computed at once, and how tracking keeps it. */
export interface Report {
  readonly experiment: string;
  readonly name: string;
  readonly isPassed: boolean;
  readonly params: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, number>>;
  /** By path. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

const contentTypes: Readonly<Record<string, string>> = {
  json: "application/json",
  png: "image/png",
  svg: "image/svg+xml",
};

const contentTypeOf = (path: string): string =>
  contentTypes[path.split(".").at(-1) ?? ""] ?? "text/plain";

/** Logs a report as one run, and returns a sentence that says where. */
export const logReport = async (home: string, report: Report): Promise<string> => {
  if (!process.env.MLFLOW_TRACKING_URI) await openWorkspace(home);
  const { client, where, close } = await openTracking(home);
  try {
    const known = await client.experiments.getByName(report.experiment);
    if (known?.lifecycleStage === "deleted")
      throw new InputError(
        `experiment ${report.experiment} is deleted in ${where}: restore it, or log nothing with --no-log`,
      );
    const experimentId =
      known?.experimentId ?? (await client.experiments.create({ name: report.experiment }));
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
    return `logged as ${report.name}, run ${runId} of experiment ${report.experiment} in ${where}`;
  } finally {
    close();
  }
};
