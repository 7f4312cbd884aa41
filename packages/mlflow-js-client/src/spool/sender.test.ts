import { expect, test } from "vitest";
import { fakeMlflow } from "../../test/fake-mlflow.ts";
import { mlflowClient } from "../client.ts";
import { memoryJournal } from "./journal.ts";
import { openSpool } from "./spool.ts";

test("tasks are dropped, with no request, as soon as they may not be sent", async () => {
  let may = true;
  const server = fakeMlflow();
  const client = mlflowClient({ trackingUri: "http://fake", fetch: server.fetch });
  const spool = await openSpool(client, memoryJournal(), {
    ...{ isAutomatic: false, maySend: async () => may },
  });
  const runId = server.newRun();
  const point = (step: number) => ({ runId, metrics: [{ key: "m", value: step, step }] });
  await spool.logBatch(point(0));
  expect(await spool.send()).toEqual({ sent: 1, refused: [] });
  await spool.logBatch(point(1));
  await spool.update({ runId, status: "FINISHED" });
  may = false;
  server.isAway = true; // a request would fail
  expect(await spool.send()).toEqual({ sent: 0, refused: [] });
  expect(spool.pending).toBe(0);
  server.isAway = false;
  may = true;
  await spool.logBatch(point(2));
  await spool.send();
  expect([...(server.runs[0]?.points.values() ?? [])].map(({ step }) => step)).toEqual([0, 2]);
  expect(server.runs[0]?.status).not.toBe("FINISHED");
});
