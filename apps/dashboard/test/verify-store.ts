import type { MatrixReport } from "@vae-lab/verify/matrix";
import type { MlflowClient } from "mlflow-js-client";

/** Logs a report as `vae-lab verify` does. */
export const logVerifyReport = async (
  client: MlflowClient,
  experimentId: string,
  report: MatrixReport,
  at: number,
) => {
  const runName = report.broken === undefined ? "verify" : `verify --break ${report.broken}`;
  const { info } = await client.runs.create({ experimentId, runName, startTime: at });
  const { runId } = info;
  const params = { only: "everything", broken: report.broken ?? "nothing" };
  await client.runs.logBatch({ runId, params, metrics: [] });
  const body = JSON.stringify(report, null, 2);
  await client.artifacts.upload({
    ...{ runId, path: "verify.json", body, contentType: "application/json" },
  });
  const status = report.failed === 0 ? "FINISHED" : "FAILED";
  await client.runs.update({ runId, status, endTime: at + 3_000 });
};
