import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Libsql from "libsql";
import { mlflowClient } from "mlflow-js-client";
import { afterEach, expect, test } from "vitest";
import { openTrackingServer } from "../tracking-server.ts";
import { applicationId, migrations, schemaVersion } from "./schema.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A store of a given schema version with a run in it. */
const storeOfVersion = (version: number): string => {
  const folder = mkdtempSync(join(tmpdir(), "tracking-server-schema-"));
  folders.push(folder);
  const old = new Libsql(join(folder, "tracking.sqlite"));
  for (const migration of migrations.slice(0, version)) old.exec(migration);
  old.exec(`
    PRAGMA application_id = ${applicationId};
    PRAGMA user_version = ${version};
    INSERT INTO experiments VALUES (0, 'Default', 'mlflow-artifacts:/0', 'active', 1, 1);
    INSERT INTO runs VALUES (1, 'old', 0, 'kept', 'me', 'FINISHED', 5, 6, 'mlflow-artifacts:/0/old/artifacts', 'active');
    INSERT INTO params VALUES (1, 'beta', '4');
    INSERT INTO series VALUES (1, 1, 'loss', 2, 7, 0.5, 0);
    INSERT INTO points VALUES (1, 6, 1, 0.75, 0), (1, 7, 2, 0.5, 0);
  `);
  old.close();
  return folder;
};

test.each(migrations.slice(1).map((_, at) => at + 1))(
  "a store of version %i is brought forward with all that it holds",
  async (version) => {
    const folder = storeOfVersion(version);
    const server = openTrackingServer({ folder });
    const client = mlflowClient({ trackingUri: "http://embedded", fetch: server.fetch });
    const run = await client.runs.get("old");
    expect(run.info).toMatchObject({ runName: "kept", status: "FINISHED", endTime: 6 });
    expect(run.data).toMatchObject({
      params: { beta: "4" },
      metrics: [{ key: "loss", value: 0.5 }],
    });
    const history = [];
    for await (const { value } of client.metrics.history({ runId: "old", key: "loss" }))
      history.push(value);
    expect(history).toEqual([0.75, 0.5]);
    const { status } = await server.fetch("http://embedded/api/2.0/mlflow/runs/outputs", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ run_id: "old", models: [{ model_id: "m-1", step: 0 }] }),
    });
    expect(status).toBe(200);
    server.close();
    const opened = new Libsql(join(folder, "tracking.sqlite"));
    expect(opened.prepare("PRAGMA user_version").all()).toEqual([
      expect.objectContaining({ user_version: schemaVersion }),
    ]);
    opened.close();
  },
);

test("published migrations never change: every change is a new migration", () => {
  const hashes = migrations.map((text) => createHash("sha256").update(text).digest("hex"));
  expect(hashes.map((hash) => hash.slice(0, 16))).toEqual(["5d8e6f6c3d9b3121", "56dfc2e88e9e10b3"]);
});
