import type { MlflowClient } from "mlflow-js-client";
import { expect, test } from "vitest";
import { listRuns, runsTable } from "./runs-table.ts";

const clientOf = (startTimes: readonly number[]): MlflowClient =>
  ({
    experiments: {
      search: async function* () {
        yield { experimentId: "1", name: "study" };
      },
    },
    runs: {
      search: async function* () {
        for (const startTime of startTimes)
          yield {
            info: { runId: "r", runName: `run ${startTime}`, status: "FINISHED", startTime },
            data: { params: {}, metrics: [{ key: "test/elbo", value: -100 }] },
          };
      },
    },
  }) as unknown as MlflowClient;

test("runs are listed the latest first, and one without a valid start time comes last", async () => {
  const listed = await listRuns(clientOf([Number.NaN, 0, 8.64e15 + 1, 1_000_000]));
  expect(listed.map(({ started }) => started)).toEqual([
    "1970-01-01T00:16:40.000Z",
    "1970-01-01T00:00:00.000Z",
    "",
    "",
  ]);
  expect(runsTable(listed)).toMatch(/^run NaN +study +FINISHED +— +−100\.0/m);
});
