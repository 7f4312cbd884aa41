import { experimentOf } from "@vae-lab/experiments/without-node";
import type { MlflowClient } from "mlflow-js-client";
import type { NewRun } from "./run-source.ts";

/** Logs a finished run and returns its id. Its status is FINISHED when the server has all of it. */
export const logRun = async (
  client: MlflowClient,
  { experiment, name, startTime, endTime, tags, params, metrics, files }: NewRun,
): Promise<string> => {
  const experimentId = await experimentOf(client, experiment);
  const { info } = await client.runs.create({ experimentId, runName: name, startTime, tags });
  const { runId } = info;
  try {
    await client.runs.logBatch({ runId, params, metrics });
    for (const file of files) await client.artifacts.upload({ runId, ...file });
    await client.runs.update({ runId, status: "FINISHED", endTime });
  } catch (error) {
    await client.runs
      .update({ runId, status: "FAILED", endTime: Date.now() })
      .catch(() => undefined);
    throw error;
  }
  return runId;
};
