import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Listening, listen, openTrackingServer } from "@vae-lab/tracking-server";
import { mlflowClient } from "mlflow-js-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { vaeLabHere } from "./command.ts";

let folder = "";
let listening: Listening;
let stop = (): void => undefined;
const home = () => join(folder, "home");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-transfer-"));
  const own = openTrackingServer({ folder: join(home(), "tracking") });
  const client = mlflowClient({ trackingUri: "http://embedded", fetch: own.fetch });
  const { runId } = (await client.runs.create({ experimentId: "0", runName: "mine" })).info;
  const metrics = [{ key: "m", value: 1, step: 0, timestamp: 0 }];
  await client.runs.logBatch({ runId, metrics });
  await client.artifacts.upload({ runId, path: "a/b.txt", body: "b" });
  await client.runs.update({ runId, status: "FINISHED", endTime: 1 });
  own.close();
  const other = openTrackingServer({ folder: join(folder, "other") });
  listening = await listen({ app: other.app, port: 0 });
  stop = () => other.close();
});
afterAll(async () => {
  await listening.close();
  stop();
  await rm(folder, { recursive: true });
});

test("runs are exported to a server and imported from it, each once however often the command runs", async () => {
  const toServer = ["export", "--to", listening.url, "--home", home(), "--json"];
  expect(JSON.parse((await vaeLabHere(toServer)).stdout)).toMatchObject({
    runs: 1,
    there: 0,
    files: 1,
  });
  expect(JSON.parse((await vaeLabHere(toServer)).stdout)).toMatchObject({
    runs: 0,
    there: 1,
    files: 0,
  });
  const second = join(folder, "second");
  const back = ["import", "--from", listening.url, "--home", second];
  expect((await vaeLabHere(back)).stdout).toMatch(/^copied 1 run of .* 0 runs existed already/);
  expect((await vaeLabHere(back)).stdout).toMatch(/^copied 0 runs of .* 1 run existed already/);
  expect((await vaeLabHere(["runs", "--home", second])).stdout).toContain("mine");
});

test("an import lists the files that it could not copy, copies the others and fails", async () => {
  const source = openTrackingServer({ folder: join(folder, "source") });
  const client = mlflowClient({ trackingUri: "http://embedded", fetch: source.fetch });
  for (const runName of ["first", "second"]) {
    const { runId } = (await client.runs.create({ experimentId: "0", runName })).info;
    for (const path of ["good.txt", "50%25 #1.txt", "bad.txt"])
      await client.artifacts.upload({ runId, path, body: path });
  }
  const refusing = await listen({
    port: 0,
    fetch: (request) =>
      request.url.endsWith("path=bad.txt") || request.url.includes("path=bad.txt&")
        ? Response.json({ error_code: "INTERNAL_ERROR", message: "broken disk" }, { status: 500 })
        : source.app.fetch(request),
  });
  const home = join(folder, "third");
  const from = ["import", "--from", refusing.url, "--home", home, "--json"];
  const { code, stdout, stderr } = await vaeLabHere(from, { MLFLOW_HTTP_REQUEST_MAX_RETRIES: "0" });
  await refusing.close();
  source.close();
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ runs: 2, files: 4, problems: [{}, {}] });
  expect(stderr).toContain("could not copy 2 items");
  for (const name of ["first", "second"])
    expect(stderr).toMatch(
      new RegExp(
        `experiment "Default", run "${name}" \\(\\w{32}\\): cannot copy artifact "bad.txt": broken disk`,
      ),
    );
});

test("runs are exported to a folder, and the store to a file that is never replaced", async () => {
  const mlruns = join(folder, "mlruns");
  expect((await vaeLabHere(["export", "--mlruns", mlruns, "--home", home()])).code).toBe(0);
  expect(existsSync(join(mlruns, "0/meta.yaml"))).toBe(true);
  const file = join(folder, "backup.sqlite");
  const backup = ["export", "--sqlite", file, "--home", home()];
  expect((await vaeLabHere(backup)).code).toBe(0);
  const again = await vaeLabHere(backup);
  expect(again.stderr).toContain("it exists, and a backup replaces no file");
  expect(again.code).toBe(2);
});

test("a target that cannot be written is refused by its option and its name", async () => {
  const file = join(folder, "a-file");
  await writeFile(file, "");
  for (const [option, target] of [
    ["--mlruns", file],
    ["--mlruns", join(file, "below")],
    ["--sqlite", join(file, "below")],
    ["--sqlite", "/proc/x"],
    ["--sqlite", "/proc/x/y"],
  ] as const) {
    const { code, stderr, stdout } = await vaeLabHere(["export", option, target, "--home", home()]);
    expect(stderr).toMatch(new RegExp(`^error: cannot write ${option} ${target}: `));
    expect([code, stdout]).toEqual([2, ""]);
  }
});

test("export needs exactly one target, and a server that responds", async () => {
  const refused = async (...args: string[]) => {
    const { code, stderr } = await vaeLabHere([...args, "--home", home()], {
      MLFLOW_HTTP_REQUEST_MAX_RETRIES: "0",
    });
    expect(code).toBe(2);
    return stderr.trim();
  };
  expect(await refused("export")).toBe(
    "error: export needs one of --to, --mlruns, --sqlite, got 0",
  );
  expect(await refused("export", "--mlruns", "a", "--sqlite", "b")).toContain("got 2");
  expect(await refused("import")).toContain("required option '--from <uri>' not specified");
  expect(await refused("export", "--to", "http://127.0.0.1:9")).toContain(
    "cannot reach the tracking server of --to, http://127.0.0.1:9: ",
  );
});
