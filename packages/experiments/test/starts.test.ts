import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeSafetensors } from "@vae-lab/core";
import { afterEach, expect, test } from "vitest";
import { loadBackend } from "../src/backend/native.ts";
import { completeConfig } from "../src/config/complete-config.ts";
import { TrialConfig } from "../src/config/trial-config.ts";
import { planOf } from "../src/sweep/plan.ts";
import { runTrial, type TrialOptions } from "../src/trial/run-trial.ts";
import { sha256 } from "../src/trial/sha256.ts";
import type { StartFiles } from "../src/trial/start.ts";
import type { TrialEvent } from "../src/trial/trial-events.ts";
import { inProcessWorker } from "./in-process-worker.ts";
import { divergingTrial, type Laboratory, openLaboratory, tinyTrial } from "./laboratory.ts";

const backend = await loadBackend();
const only = <K extends TrialEvent["kind"]>(events: TrialEvent[], kind: K) =>
  events.filter((event): event is Extract<TrialEvent, { kind: K }> => event.kind === kind);
const eventsOf = async (of: TrialConfig, options: TrialOptions = {}): Promise<TrialEvent[]> => {
  const events: TrialEvent[] = [];
  for await (const event of runTrial(of, { backend, ...options })) events.push(event);
  return events;
};
const filesOf = (events: TrialEvent[]): StartFiles => {
  const [end] = only(events, "finished");
  if (end === undefined) throw new Error("the trial must finish");
  return end;
};
const tensorsOf = ({ checkpoint }: StartFiles) => decodeSafetensors(checkpoint).tensors;
const losses = (events: TrialEvent[]) =>
  only(events, "step").map(({ metrics }) => metrics["train/loss"]);
const elbos = (events: TrialEvent[]) =>
  only(events, "epoch").map(({ metrics }) => metrics["test/elbo"]);

const parent = tinyTrial(1, { epochs: 2 });
const parentEvents = await eventsOf(parent);
const start = filesOf(parentEvents);
const onFrom = (trial: object = {}, parts: object = {}) =>
  tinyTrial(1, { epochs: 3, from: { trial, optimizer: true }, ...parts });

let laboratory: Laboratory;
const open = async () => {
  laboratory = await openLaboratory();
  return laboratory;
};
afterEach(() => laboratory?.close().catch(() => undefined));

test("a trial that goes on with the optimizer has the bits of one that was longer from the start", async () => {
  const longer = await eventsOf({ ...parent, epochs: 5 });
  const rest = await eventsOf(onFrom(), { start });
  expect(only(rest, "started")[0]).toMatchObject({ steps: 9 });
  expect(only(rest, "epoch").map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
  expect(only(rest, "step").map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(losses(rest)).toEqual(losses(longer).slice(6));
  expect(elbos(rest)).toEqual(elbos(longer).slice(2));
  expect(tensorsOf(filesOf(rest))).toEqual(tensorsOf(filesOf(longer)));
});

test("a trial that goes on is resumed to the same bits", async () => {
  const whole = await eventsOf(onFrom(), { start, snapshots: true });
  const [first] = only(whole, "snapshot");
  const rest = await eventsOf(onFrom(), { start, snapshot: first?.file });
  expect(only(rest, "started")[0]).toMatchObject({ from: { epoch: 1, step: 3 } });
  expect(losses(rest)).toEqual(losses(whole).slice(3));
  expect(tensorsOf(filesOf(rest))).toEqual(tensorsOf(filesOf(whole)));
  const otherStart = filesOf(await eventsOf(tinyTrial(2, { epochs: 2 })));
  const again = await eventsOf(onFrom(), { start: otherStart, snapshot: first?.file });
  expect(only(again, "started")[0]?.rejectedBecause).toMatch(/^from.sha256 was/);
});

test("a warm start takes the parameters alone, and its steps are those of a fresh optimizer", async () => {
  const warm = await eventsOf(tinyTrial(4, { epochs: 1, from: { trial: {} } }), { start });
  const cold = await eventsOf(tinyTrial(4, { epochs: 1 }));
  const on = await eventsOf(tinyTrial(4, { epochs: 1, from: { trial: {}, optimizer: true } }), {
    start,
  });
  expect(only(warm, "started")[0]?.fingerprint["from.sha256"]).toBe(sha256(start.checkpoint));
  const [first = Number.NaN, ...others] = losses(warm);
  expect(first).toBeLessThan(losses(cold)[0] ?? 0);
  expect(others).not.toEqual(losses(on).slice(1));
});

test.each<[string, () => Promise<unknown>, RegExp]>([
  [
    "without files",
    () => eventsOf(onFrom()),
    /^cannot start the trial: the checkpoint that it starts from is missing/,
  ],
  [
    "of another model",
    () =>
      eventsOf(
        tinyTrial(1, { model: { kind: "vae", latent: 3, hidden: [16] }, from: { trial: {} } }),
        { start },
      ),
    /^cannot start from the checkpoint: .*\[\d+, 3\] in a checkpoint, got \[\d+, 2\]/,
  ],
  [
    "that is damaged",
    () =>
      eventsOf(tinyTrial(1, { from: { trial: {} } }), {
        start: { checkpoint: start.checkpoint.map((byte, i) => (i === 3000 ? byte ^ 1 : byte)) },
      }),
    /^cannot start from the checkpoint: it is damaged/,
  ],
  [
    "of another model, whose optimizer goes on",
    () => eventsOf(onFrom({}, { model: { kind: "vae", latent: 3, hidden: [16] } }), { start }),
    /^cannot start from the checkpoint: .*\[\d+, 3\] in a checkpoint, got \[\d+, 2\]; keep the model of the run/,
  ],
  [
    "of another optimizer, which goes on",
    () => eventsOf(onFrom({}, { optimizer: { kind: "sgd" } }), { start }),
    /^cannot start from the state of the training: snapshot does not match the optimizer/,
  ],
  [
    "without the optimizer's state",
    () => eventsOf(onFrom(), { start: { checkpoint: start.checkpoint } }),
    /^cannot go on with the state of the optimizer: it was not kept/,
  ],
  [
    "with other minibatches",
    () => eventsOf(onFrom({}, { batchSize: 50 }), { start }),
    /^cannot go on with the state of the optimizer: it is of 6 steps in 2 epochs, and an epoch has 6 steps here/,
  ],
])("a start %s is refused with its reason", async (_, attempt, message) => {
  await expect(attempt()).rejects.toThrow(message);
});

test("a config names what it starts from in exactly one way", () => {
  const refusal = (from: object) => () => completeConfig({ from });
  expect(() => completeConfig({ from: { trial: { objective: { beta: 2 } } } })).not.toThrow();
  expect(refusal({})).toThrow(
    "from must have exactly one of the keys trial, checkpoint, file, run, got {}",
  );
  expect(refusal({ run: "1234", file: "a" })).toThrow("from must have exactly one of the keys");
  expect(refusal({ trial: "x" })).toThrow(
    "from.trial must be a trial's id (16 hexadecimal digits)",
  );
  expect(refusal({ run: "1234", optimizer: false })).toThrow("from.optimizer must be true");
});

test("a trial's id depends on what it starts from; a chain of starts is planned in its order", async () => {
  const up = (beta: number, from?: object) => tinyTrial(beta, from && { from: { trial: from } });
  const chain = up(4, { objective: { beta: 2 }, from: { trial: { objective: { beta: 1 } } } });
  const [first, second, third, ...rest] = (await planOf([chain, up(1)])).trials;
  expect(rest).toEqual([]);
  expect([first, second, third].map((trial) => trial?.config.objective?.beta)).toEqual([1, 2, 4]);
  const [alone] = (await planOf([up(1)])).trials;
  expect(first?.id).toBe(alone?.id);
  expect(second?.config.from).toEqual({ trial: first?.id });
  expect(third?.config.from).toEqual({ trial: second?.id });
  expect(third?.label).toContain(`from trial ${second?.id.slice(0, 8)}`);
  const [, direct] = (await planOf([up(4, { objective: { beta: 1 } })])).trials;
  const [cold] = (await planOf([up(4)])).trials;
  expect(new Set([third?.id, direct?.id, cold?.id]).size).toBe(3);
});

test("a part of from.trial that breaks a rule is refused as such", async () => {
  await expect(planOf([tinyTrial(1, { from: { trial: { epochs: 0 } } })])).rejects.toThrow(
    "from.trial: epochs must be a whole number ≥ 1, got 0",
  );
});

test("in a sweep a trial waits for the one that it starts from, and its run names that run", async () => {
  const { sweep, runs } = await open();
  const warm = [4, 8].map((beta) =>
    tinyTrial(beta, { from: { trial: { objective: { beta: 1 } } } }),
  );
  const { result, events } = await sweep({
    ...{ trials: warm, workers: 2, openWorker: inProcessWorker },
  });
  expect(result.failed).toEqual([]);
  const order = events.flatMap((event) =>
    event.kind === "started"
      ? [`start ${event.trial.config.objective?.beta}`]
      : event.kind === "finished"
        ? [`end ${event.row.config.objective?.beta}`]
        : [],
  );
  expect(order.slice(0, 2)).toEqual(["start 1", "end 1"]);
  const all = await runs();
  const [first] = result.rows;
  for (const { info, data } of all)
    expect(data.tags["vae_lab.from"], info.runName).toBe(
      info.runId === first?.runId ? undefined : first?.runId,
    );
  // Alone and in this process it has the same bits
  const alone = filesOf(await eventsOf(tinyTrial(1)));
  const [, second] = result.rows;
  const trained = only(await eventsOf(second?.config ?? parent, { start: alone }), "epoch").at(-1);
  expect(second?.metrics["test/elbo"]).toBe(trained?.metrics["test/elbo"]);
  const again = await sweep({ trials: warm });
  expect(again.events.filter(({ kind }) => kind === "started")).toEqual([]);
});

test("a trial whose start failed fails for that reason, and the others go on", async () => {
  const { sweep } = await open();
  const trials = [
    tinyTrial(2, { from: { trial: { optimizer: divergingTrial().optimizer } } }),
    tinyTrial(1),
  ];
  const { result } = await sweep({ trials, openWorker: inProcessWorker });
  expect(result.rows.map(({ config }) => config.objective?.beta)).toEqual([1]);
  expect(result.failed.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/must stay finite/),
    expect.stringMatching(/^the trial that it starts from failed: reverse-kl · β 2/),
  ]);
});

test("a sweep that is stopped while trials wait for their start ends", async () => {
  const { sweep } = await open();
  const stop = new AbortController();
  const trials = [4, 8].map((beta) =>
    tinyTrial(beta, { from: { trial: { objective: { beta: 1 }, epochs: 200 } } }),
  );
  const { result } = await sweep({
    trials,
    workers: 2,
    openWorker: inProcessWorker,
    signal: stop.signal,
    onEvent: ({ kind }) => {
      if (kind === "epoch") stop.abort();
    },
  });
  expect(result).toMatchObject({ rows: [], interrupted: true });
});

test("a trial starts from a run, a checkpoint's file, or its SHA-256, of this or another workspace", async () => {
  const { sweep, runs, workspace, client } = await open();
  const { result } = await sweep({ trials: [parent], openWorker: inProcessWorker });
  const [row] = result.rows;
  const [run] = await runs();
  const changed = { model: { kind: "vae", latent: 3 }, from: { run: run?.info.runId } };
  await expect(sweep({ trials: [tinyTrial(1, changed)] })).rejects.toThrow(
    /^cannot start from the checkpoint: .*; keep the model of the run that it is of/,
  );
  const path = join(workspace, "trials", row?.id ?? "", "checkpoint.safetensors");
  const folder = await mkdtemp(join(tmpdir(), "vae-lab-start-"));
  try {
    const copy = join(folder, "copy.safetensors");
    await copyFile(path, copy);
    const from = (source: object, optimizer = false) =>
      tinyTrial(1, { from: { ...source, ...(optimizer && { optimizer }) } });
    const rowsOf = async (trials: TrialConfig[], home = workspace) =>
      (await sweep({ trials, workspace: home, openWorker: inProcessWorker, study: home })).result;

    const byRun = await rowsOf([from({ run: run?.info.runId }, true)]);
    expect(byRun.rows[0]?.config.from).toEqual({ trial: row?.id, optimizer: true });
    const byFile = await rowsOf([from({ file: path }, true), from({ file: copy })]);
    const digest = byFile.rows[0]?.config.from?.checkpoint ?? "";
    expect(byFile.rows.map(({ config }) => config.from)).toEqual([
      { checkpoint: digest, optimizer: true },
      { checkpoint: digest },
    ]);
    // The same start in three words gives the same numbers
    const elbo = (of: typeof byRun, i = 0) => of.rows[i]?.metrics["test/elbo"];
    expect(elbo(byFile)).toBe(elbo(byRun));
    const byDigest = await rowsOf([from({ checkpoint: digest })]);
    expect(elbo(byDigest)).toBe(elbo(byFile, 1));
    await expect(rowsOf([from({ file: copy }, true)])).rejects.toThrow(
      "cannot go on with the state of the optimizer of",
    );
    await expect(rowsOf([from({ file: join(folder, "none") })])).rejects.toThrow(
      /^cannot read the file of from.file: ENOENT/,
    );
    const elsewhere = join(folder, "home");
    const sent = await rowsOf([from({ run: run?.info.runId })], elsewhere);
    expect(elbo(sent)).toBe(elbo(byFile, 1));
    const unknown = await rowsOf([from({ checkpoint: "0".repeat(64) })], elsewhere);
    expect(unknown.failed[0]?.reason).toMatch(
      /^cannot start from the checkpoint with the SHA-256 0+:/,
    );
    const tagged = [];
    for await (const { experimentId } of client.experiments.search({}))
      for await (const one of client.runs.search({ experimentIds: [experimentId] }))
        if (one.data.tags["vae_lab.from"] === run?.info.runId) tagged.push(one);
    expect(tagged.length).toBeGreaterThanOrEqual(2);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a start survives the round trip of a config through JSON", () => {
  const config = onFrom({ objective: { beta: 2 } });
  expect(TrialConfig.parse(JSON.parse(JSON.stringify(config)))).toEqual(config);
});
