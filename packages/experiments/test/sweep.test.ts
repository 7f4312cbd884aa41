import { access, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeSafetensors } from "@vae-lab/core";
import { bernoulliOnset } from "@vae-lab/core/exact";
import { afterEach, beforeEach, expect, test } from "vitest";
import { completeConfig } from "../src/config/complete-config.ts";
import { loadDataset } from "../src/datasets/load-dataset.ts";
import { imageKinds, tags } from "../src/metrics/metrics.ts";
import { planOf } from "../src/sweep/plan.ts";
import type { TrialWorker } from "../src/sweep/workers/trial-worker.ts";
import { configId } from "../src/trial/trial-id.ts";
import { idleWorker } from "./idle-worker.ts";
import { inProcessWorker } from "./in-process-worker.ts";
import { divergingTrial, type Laboratory, openLaboratory, tinyTrial } from "./laboratory.ts";

let laboratory: Laboratory;
beforeEach(async () => {
  laboratory = await openLaboratory();
});
afterEach(() => laboratory.close());

const openWorker = inProcessWorker;
const trials = [tinyTrial(1), tinyTrial(4)];
const statuses = async () => (await laboratory.runs()).map(({ info }) => info.status).sort();

test("a sweep leaves in tracking the config, the measures, the predictions, the images, the codes and the log of each trial", async () => {
  const { result } = await laboratory.sweep({ trials, openWorker });
  expect(result).toMatchObject({ failed: [], interrupted: false });
  expect(result.rows.map(({ config }) => config)).toEqual(trials);
  expect(await statuses()).toEqual(["FINISHED", "FINISHED"]);

  const [row] = result.rows;
  const runId = row?.runId ?? "";
  const { info, data } = await laboratory.client.runs.get(runId);
  expect(info.runName).toBe("reverse-kl · β 1 · pathwise · 2-D · hidden 16 · bars");
  expect(data.params).toMatchObject({
    "dataset.name": "bars",
    "model.kind": "vae",
    "model.latent": "2",
    "objective.regulariser": "reverse-kl",
    "objective.beta": "1",
    "estimator.kind": "pathwise",
    seed: "1",
    epochs: "1",
    backend: "tensorflow",
    "data.hash": expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(data.tags).toMatchObject({ [tags.trial]: row?.id, [tags.study]: "tiny" });

  const last = Object.fromEntries(data.metrics.map(({ key, value }) => [key, value]));
  expect(last).toMatchObject(row?.metrics ?? {});
  const curve: number[] = [];
  for await (const point of laboratory.client.metrics.history({ runId, key: "train/elbo" }))
    curve.push(point.step);
  expect(curve).toEqual([1, 2, 3]);

  // bars have 64 pixels: the onset is the largest eigenvalue of their standardised covariance
  const { train } = await loadDataset(trials[0]?.dataset ?? { name: "bars" });
  const onset = bernoulliOnset(train.values, 64);
  expect(last["theory/onset_beta"]).toBeCloseTo(onset, 8);
  expect(last["theory/tau"]).toBe(1);

  const images = await laboratory.client.artifacts.list({ runId, path: "images" });
  const kinds = images.map(({ path }) => /^images\/(\w+)\+step\+1\+timestamp\+/.exec(path)?.[1]);
  expect(kinds.sort()).toEqual([...imageKinds].sort());
  const codes = await laboratory.client.artifacts.download({
    runId,
    path: "codes/epoch-0001.json",
  });
  expect(JSON.parse(new TextDecoder().decode(codes)).x).toHaveLength(100);
  const log = await laboratory.client.artifacts.download({ runId, path: "log.txt" });
  expect(new TextDecoder().decode(log)).toContain("epoch 1:");
});

test("the checkpoint, the config and the command that trains it again are files of a finished run", async () => {
  const { result } = await laboratory.sweep({ trials: [tinyTrial(1)], openWorker });
  const [{ runId = "", id = "" } = {}] = result.rows;
  const folder = join(laboratory.workspace, "trials", id);
  const fileOf = async (path: string) =>
    Buffer.from(await laboratory.client.artifacts.download({ runId, path }));
  for (const path of ["checkpoint.safetensors", "config.json"])
    expect((await fileOf(path)).equals(await readFile(join(folder, path)))).toBe(true);
  const command = (await fileOf("command.txt")).toString();
  expect(command).toContain(`# Trains trial ${id} again`);
  const [, part = ""] = /^echo '(.*)' \| npm run --silent vae-lab -- train -$/m.exec(command) ?? [];
  expect(completeConfig(JSON.parse(part))).toEqual(tinyTrial(1));
});

test("a finished trial leaves its checkpoint, config, measures and log in its folder", async () => {
  const { result } = await laboratory.sweep({ trials: [tinyTrial(1)], openWorker });
  const folder = join(laboratory.workspace, "trials", result.rows[0]?.id ?? "");
  const { tensors } = decodeSafetensors(await readFile(join(folder, "checkpoint.safetensors")));
  const shapes = Object.values(tensors).map(({ shape }) => shape);
  expect(shapes).toContainEqual([64, 16]);
  const config = JSON.parse(await readFile(join(folder, "config.json"), "utf8"));
  expect(config).toEqual(tinyTrial(1));
  const measures = JSON.parse(await readFile(join(folder, "measures.json"), "utf8"));
  expect(measures).toEqual(result.rows[0]?.metrics);
  expect(await readFile(join(folder, "log.txt"), "utf8")).toContain("finished after");
});

test("a finished trial is not run again: its row comes from tracking", async () => {
  const first = await laboratory.sweep({ trials: [tinyTrial(1)], openWorker });
  const { result, events } = await laboratory.sweep({ trials, openWorker });
  expect(events[0]).toMatchObject({
    kind: "planned",
    waiting: [{ config: tinyTrial(4) }],
    skipped: [{ config: tinyTrial(1) }],
  });
  expect(result.rows).toHaveLength(2);
  expect(result.rows[0]?.metrics).toEqual(first.result.rows[0]?.metrics);
  expect(await statuses()).toEqual(["FINISHED", "FINISHED"]);
});

test("a run on other data is not the trial's: it runs again, and the sweep says so once", async () => {
  const { client } = laboratory;
  const experimentId = await client.experiments.create({ name: "tiny" });
  const { info } = await client.runs.create({
    experimentId,
    tags: { [tags.config]: configId(tinyTrial(1)) },
  });
  await client.runs.logBatch({ runId: info.runId, params: { "data.hash": "0123" } });
  await client.runs.update({ runId: info.runId, status: "FINISHED", endTime: Date.now() });

  const { result, events } = await laboratory.sweep({ trials, openWorker });
  expect(events[0]).toMatchObject({ kind: "planned", skipped: [] });
  const notices = events.flatMap((event) => (event.kind === "notice" ? [event.text] : []));
  expect(notices).toEqual([
    expect.stringContaining("1 finished run with these configs used other data"),
  ]);
  expect(result.rows).toHaveLength(2);
  expect(await statuses()).toEqual(["FINISHED", "FINISHED", "FINISHED"]);
});

test("a trial that diverges is marked FAILED with its reason, and the sweep goes on", async () => {
  const { result, events } = await laboratory.sweep({
    trials: [divergingTrial(), ...trials],
    openWorker,
  });
  expect(result.rows).toHaveLength(2);
  expect(result.failed).toHaveLength(1);
  expect(result.failed[0]?.reason).toMatch(/must stay finite, got .* at step \d/);
  expect(events.filter(({ kind }) => kind === "failed")).toHaveLength(1);
  const failed = (await laboratory.runs()).find(({ info }) => info.status === "FAILED");
  expect(failed?.data.tags[tags.failure]).toBe(result.failed[0]?.reason);
  expect(failed?.info.endTime).toBeGreaterThan(0);
});

test("a rate above a million nats is a warning on the run, in its log and in a notice, once", async () => {
  const idle = idleWorker();
  const openRunaway = (): TrialWorker => ({
    ...idle,
    run: async function* (...args) {
      for await (const event of idle.run(...args)) {
        yield event;
        if (event.kind !== "step") continue;
        for (const step of [2, 3])
          yield { ...event, step, metrics: { "train/loss": 1, "train/rate": 7e6 } };
      }
    },
  });
  const { events } = await laboratory.sweep({
    trials: trials.slice(0, 1),
    openWorker: openRunaway,
  });
  const warning = "the rate at step 2 is 7000000 nats, more than 1000000; lower the learning rate";
  const notices = events.flatMap((event) => (event.kind === "notice" ? [event.text] : []));
  expect(notices.filter((text) => text.includes("nats"))).toEqual([
    expect.stringContaining(warning),
  ]);
  const [run] = await laboratory.runs();
  expect(run?.data.tags[tags.warning]).toContain(warning);
  expect(run?.info.status).toBe("FINISHED");
});

test("a trial that diverged is not trained again with the same code, unless that is asked for", async () => {
  const failing = { trials: [divergingTrial(), tinyTrial(1)], openWorker };
  const first = await laboratory.sweep(failing);
  const second = await laboratory.sweep(failing);
  expect(second.events.filter(({ kind }) => kind === "started")).toEqual([]);
  expect(second.events[0]).toMatchObject({
    waiting: [],
    failed: [{ reason: first.result.failed[0]?.reason }],
  });
  expect(second.result.failed).toEqual(first.result.failed);
  const third = await laboratory.sweep({ ...failing, retryFailed: true });
  expect(third.events.filter(({ kind }) => kind === "started")).toHaveLength(1);
  expect(third.events.filter(({ kind }) => kind === "retry")).toEqual([]);
  const [id = ""] = first.result.failed.map(({ trial }) => trial.id);
  const file = join(laboratory.workspace, "trials", id, "failure.json");
  await writeFile(
    file,
    (await readFile(file, "utf8")).replace(/"codeHash": ".*"/, '"codeHash": "x"'),
  );
  const other = await laboratory.sweep(failing);
  expect(other.events.filter(({ kind }) => kind === "started")).toHaveLength(1);
});

test("an interrupted sweep marks the trial under way KILLED, and the next one does the rest", async () => {
  const three = [...trials, tinyTrial(16)];
  const stop = new AbortController();
  const [second] = (await planOf([tinyTrial(4)])).trials;
  const { result } = await laboratory.sweep({
    trials: three,
    openWorker,
    signal: stop.signal,
    onEvent: (event) => {
      if (event.kind === "progress" && event.id === second?.id) stop.abort();
    },
  });
  expect(result.interrupted).toBe(true);
  expect(result.rows).toHaveLength(1);
  expect(await statuses()).toEqual(["FINISHED", "KILLED"]);

  const rest = await laboratory.sweep({ trials: three, openWorker });
  expect(rest.result).toMatchObject({ interrupted: false, failed: [] });
  expect(rest.result.rows).toHaveLength(3);
  expect(await statuses()).toEqual(["FINISHED", "FINISHED", "FINISHED", "KILLED"]);
});

test("a run that a dead process of this home left RUNNING is closed; another home's is left alone", async () => {
  const { client, workspace } = laboratory;
  await laboratory.sweep({ trials: [tinyTrial(1)], openWorker });
  const experimentId = (await client.experiments.getByName("tiny"))?.experimentId ?? "";
  const homeId = (await readFile(join(workspace, "home-id"), "utf8")).trim();
  const left = (id: string) =>
    client.runs.create({
      experimentId,
      tags: { [tags.trial]: "0123", [tags.home]: id },
    });
  const ours = await left(homeId);
  const theirs = await left("another-home");
  await laboratory.sweep({ trials: [tinyTrial(1)], openWorker });
  expect((await client.runs.get(ours.info.runId)).info.status).toBe("KILLED");
  expect((await client.runs.get(theirs.info.runId)).info.status).toBe("RUNNING");
});

test("when tracking goes away a finished trial stays on disk, and the sweep says where", async () => {
  laboratory.intercept = (request) => {
    if (request.url.endsWith("runs/log-batch")) throw new TypeError("connection refused");
  };
  const { result, events } = await laboratory.sweep({ trials: [tinyTrial(1)], openWorker });
  expect(result.rows).toHaveLength(1);
  const folder = join(laboratory.workspace, "trials", result.rows[0]?.id ?? "");
  const notices = events.flatMap((event) => (event.kind === "notice" ? [event.text] : []));
  expect(notices).toEqual([
    expect.stringContaining(`its checkpoint, metrics and log are in ${folder}`),
  ]);
  await access(join(folder, "checkpoint.safetensors"));
  expect(await statuses()).toEqual(["RUNNING"]);

  laboratory.intercept = () => undefined;
  await laboratory.sweep({ trials: [tinyTrial(1)], openWorker });
  expect(await statuses()).toEqual(["FINISHED", "KILLED"]);
});

test("when tracking comes back before the end, nothing is missing", async () => {
  let refusals = 2;
  laboratory.intercept = (request) => {
    if (request.url.endsWith("runs/log-batch") && refusals-- > 0)
      throw new TypeError("connection refused");
  };
  const { result } = await laboratory.sweep({ trials: [tinyTrial(1)], openWorker });
  const [run] = await laboratory.runs();
  expect(run?.info.status).toBe("FINISHED");
  expect(run?.data.params["objective.beta"]).toBe("1");
  const logged = Object.fromEntries(run?.data.metrics.map((m) => [m.key, m.value]) ?? []);
  expect(logged).toMatchObject(result.rows[0]?.metrics ?? {});
});

test("bad input is refused before anything runs", async () => {
  const refused = async (options: object) => {
    const sweep = laboratory.sweep({ trials, openWorker, ...options });
    await expect(sweep).rejects.toMatchObject({ name: "InputError" });
    return sweep.catch(({ message }) => message);
  };
  const file = join(laboratory.workspace, "home-id");
  await laboratory.sweep({ trials: [], openWorker });
  expect(await refused({ workspace: join(file, "home") })).toContain(
    "cannot write to the workspace",
  );
  expect(await refused({ workers: 0 })).toBe("workers must be a whole number ≥ 1, got 0");
  const huge = { dataset: { name: "mnist", trainSize: 60_001 } };
  expect(await refused({ trials: [tinyTrial(1, huge)] })).toContain("must be ≤ 60000, got 60001");
  expect(await laboratory.runs()).toEqual([]);
});
