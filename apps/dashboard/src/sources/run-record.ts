import type { Run } from "mlflow-js-client";
import type { RunRecord } from "./run-source.ts";

/** Converts a run of MLflow's API. */
export const runRecord = ({ info, data }: Run): RunRecord => ({
  id: info.runId,
  name: info.runName,
  experimentId: info.experimentId,
  status: info.status,
  startTime: info.startTime,
  ...(info.endTime !== undefined && { endTime: info.endTime }),
  ...(info.lifecycleStage === "deleted" && { isArchived: true }),
  params: new Map(Object.entries(data.params)),
  tags: new Map(Object.entries(data.tags)),
  metrics: new Map(data.metrics.map(({ key, value, step }) => [key, { value, step }])),
  lastSeen: data.metrics.reduce(
    (latest, { timestamp }) => Math.max(latest, timestamp),
    info.endTime ?? info.startTime,
  ),
});
