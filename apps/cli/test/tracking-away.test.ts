import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listen, openTrackingServer } from "@vae-lab/tracking-server";
import { mlflowClient } from "mlflow-js-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startCommand, vaeLab, vaeLabHere } from "./command.ts";

const base = {
  dataset: { name: "bars", trainSize: 128, testSize: 64 },
  model: { kind: "vae", latent: 2, hidden: [8] },
  objective: {},
  estimator: { kind: "pathwise" },
  epochs: 1,
};

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-away-"));
  const file = { name: "tiny", base, vary: { seed: [1, 2] } };
  await writeFile(join(folder, "tiny.json"), JSON.stringify(file));
});
afterAll(() => rm(folder, { recursive: true }));

const openServer = async (port: number) => {
  const server = openTrackingServer({ folder: join(folder, "remote") });
  const { url, close } = await listen({ app: server.app, port });
  return {
    url,
    close: async () => {
      await close();
      server.close();
    },
  };
};

test("a sweep whose server goes away loses nothing: export sends the unsent results", async () => {
  const home = join(folder, "home");
  const before = await openServer(0);
  const env = { MLFLOW_TRACKING_URI: before.url, MLFLOW_HTTP_REQUEST_MAX_RETRIES: "0" };
  const sweep = ["sweep", join(folder, "tiny.json"), "--home", home, "--workers", "1"];
  const child = startCommand(sweep, env);
  let output = "";
  child.stdout.on("data", async (chunk) => {
    const isFirst = !output.includes("2 to run");
    output += chunk;
    if (isFirst && output.includes("2 to run")) await before.close();
  });
  const [code] = await once(child, "close");
  expect(code).toBe(0);
  expect(output).toContain("tracking cannot be reached");
  const to = ["export", "--to", before.url, "--home", home];
  expect(output).toContain(`to send them: vae-lab ${to.join(" ")}`);

  const other = await vaeLabHere([...to.with(2, "http://127.0.0.1:9")], {
    MLFLOW_HTTP_REQUEST_MAX_RETRIES: "0",
  });
  expect(other.code).toBe(2);
  const after = await openServer(Number(new URL(before.url).port));
  const sent = await vaeLabHere(to, env);
  expect(sent.stdout).toMatch(/^sent \d+ unsent parts of runs; nothing to copy/);
  expect(JSON.parse((await vaeLabHere([...to, "--json"], env)).stdout)).toEqual({ sent: 0 });

  const client = mlflowClient({ trackingUri: after.url });
  let runs = 0;
  for await (const { info } of client.runs.search({ experimentIds: ["1"] })) {
    runs++;
    expect(info.status).toBe("FINISHED");
    const files = await client.artifacts.list({ runId: info.runId });
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["codes", "images", "log.txt"]),
    );
  }
  expect(runs).toBe(2);
  const again = await vaeLab(sweep, env);
  expect(again.stdout).toContain("2 trials: 2 finished before, 0 to run");
  await after.close();
}, 120_000);

test("a sweep begins while its server is away, and the results are sent when it is there", async () => {
  const home = join(folder, "never");
  const probe = await openServer(0);
  await probe.close();
  const env = { MLFLOW_TRACKING_URI: probe.url, MLFLOW_HTTP_REQUEST_MAX_RETRIES: "0" };
  const sweep = ["sweep", join(folder, "tiny.json"), "--home", home, "--workers", "1"];
  const first = await vaeLab(sweep, env);
  expect(first.code).toBe(0);
  expect(first.stdout).toContain("the sweep begins with what ");
  expect(first.stdout).toContain("2 trials: 0 finished before, 2 to run");
  expect((await vaeLab(sweep, env)).stdout).toContain("2 trials: 2 finished before, 0 to run");
  const after = await openServer(Number(new URL(probe.url).port));
  const sent = await vaeLabHere(["export", "--to", probe.url, "--home", home], env);
  expect(sent.stdout).toMatch(/^sent \d+ unsent parts of runs; nothing to copy/);
  const listed = JSON.parse((await vaeLabHere(["runs", "--json"], env)).stdout);
  const tiny = listed.filter(({ study }: { study: string }) => study === "tiny");
  expect(tiny.map(({ status }: { status: string }) => status)).toEqual(
    expect.arrayContaining(["FINISHED", "FINISHED"]),
  );
  await after.close();
}, 120_000);

test("a password in the address is not shown", async () => {
  const { stderr } = await vaeLabHere(["runs"], {
    MLFLOW_TRACKING_URI: "http://me:s3cret@127.0.0.1:9",
    MLFLOW_HTTP_REQUEST_MAX_RETRIES: "0",
  });
  expect(stderr).toContain("http://127.0.0.1:9: ");
  expect(stderr).not.toContain("s3cret");
});
