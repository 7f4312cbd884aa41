import { spawn } from "node:child_process";
import { on, once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadBackend } from "../src/backend/native.ts";
import { tags } from "../src/metrics/metrics.ts";
import { planOf } from "../src/sweep/plan.ts";
import type { TrialRow } from "../src/sweep/sweep-events.ts";
import { forkWorker, startWorker } from "../src/sweep/workers/fork-worker.ts";
import { TrialFailure } from "../src/sweep/workers/trial-failure.ts";
import type { TrialWorker } from "../src/sweep/workers/trial-worker.ts";
import { inProcessWorker } from "./in-process-worker.ts";
import { divergingTrial, type Laboratory, openLaboratory, tinyTrial } from "./laboratory.ts";
import { runSource } from "./run-source.ts";

const laboratories: Laboratory[] = [];
let laboratory: Laboratory;
const open = async () => {
  const one = await openLaboratory();
  laboratories.push(one);
  return one;
};
beforeEach(async () => {
  laboratory = await open();
});
afterEach(async () => {
  for (const one of laboratories.splice(0)) await one.close();
});

/** Whether a process exists and is no zombie, which nobody may reap in a container. */
const isRunning = async (pid: number): Promise<boolean> => {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return !/\) Z /.test(stat);
};

const testMetricsOf = (rows: readonly TrialRow[]) =>
  rows.map(({ id, metrics }) => [
    id,
    Object.entries(metrics).filter(([key]) => key.startsWith("test/")),
  ]);

test("the number of workers does not change what is measured", async () => {
  const trials = [tinyTrial(1), tinyTrial(4), tinyTrial(1, { seed: 2 })];
  const one = await laboratory.sweep({ trials, workers: 1 });
  const two = await (await open()).sweep({ trials, workers: 2 });
  expect(one.result.rows).toHaveLength(3);
  expect(testMetricsOf(two.result.rows)).toEqual(testMetricsOf(one.result.rows));
  const { name, oneDnn, kernels, instructionSet } = await loadBackend();
  const step = name === "tensorflow" ? "compiled" : "eager";
  for (const { data } of await laboratory.runs())
    expect(data.params).toMatchObject({
      backend: name,
      step,
      ...(oneDnn && { "backend.onednn": oneDnn }),
      ...(kernels && { "backend.kernels": kernels }),
      ...(instructionSet && { "backend.instructions": instructionSet }),
    });
});

test("a trial that fails in a child process is told by its reason; its log holds the rest", async () => {
  const { result } = await laboratory.sweep({ trials: [divergingTrial(), tinyTrial(1)] });
  expect(result.rows).toHaveLength(1);
  expect(result.failed[0]?.reason).toMatch(/must stay finite/);
  const failed = (await laboratory.runs()).find(({ info }) => info.status === "FAILED");
  const runId = failed?.info.runId ?? "";
  const log = await laboratory.client.artifacts.download({ runId, path: "log.txt" });
  expect(new TextDecoder().decode(log)).toContain("NonFiniteError");
});

test("a trial whose worker dies is tried again from its snapshot, in the same run", async () => {
  let opened = 0;
  let victim: TrialWorker | undefined;
  const trial = tinyTrial(1, { epochs: 16 }); // more than a worker makes before it is stopped
  const whole = await open();
  const undisturbed = await whole.sweep({ trials: [trial], openWorker: inProcessWorker });
  const { result, events } = await laboratory.sweep({
    trials: [trial, tinyTrial(4)],
    retryDelaysMs: [1],
    openWorker: () => {
      opened++;
      const worker = forkWorker();
      victim ??= worker;
      return worker;
    },
    onEvent: (event) => {
      if (event.kind === "epoch" && event.epoch === 5) victim?.stop();
    },
  });
  expect(result.failed).toEqual([]);
  expect(testMetricsOf(result.rows.slice(0, 1))).toEqual(testMetricsOf(undisturbed.result.rows));
  expect(events.filter(({ kind }) => kind === "retry")).toMatchObject([
    { reason: "the worker died (SIGTERM)", attempt: 2, inMs: 1 },
  ]);
  const starts = events.filter((event) => event.kind === "started");
  expect(starts[1]?.from?.epoch ?? starts[2]?.from?.epoch).toBeGreaterThan(0);
  const runs = await laboratory.runs();
  expect(runs.map(({ info }) => info.status)).toEqual(["FINISHED", "FINISHED"]);
  expect(runs.map(({ data }) => data.tags[tags.failure] ?? "")).toEqual(["", ""]);
  expect(opened).toBe(2);
});

test("a trial whose workers keep dying fails after its waits; the run has reason, log and command", async () => {
  const { result, events } = await laboratory.sweep({
    trials: [tinyTrial(1, { epochs: 500 })],
    retryDelaysMs: [1, 2],
    trainCommand: (file) => `train ${file}`,
    openWorker: () => {
      const worker = forkWorker();
      return {
        ...worker,
        run: async function* (...args) {
          for await (const event of worker.run(...args)) {
            yield event;
            await worker.stop();
          }
        },
      };
    },
  });
  const [failed] = result.failed;
  const config = join(laboratory.workspace, "trials", failed?.trial.id ?? "", "config.json");
  expect(failed).toMatchObject({
    reason: "the worker died (SIGTERM)",
    command: `train ${config}`,
  });
  expect(JSON.parse(await readFile(config, "utf8"))).toEqual(failed?.trial.config);
  expect(await readFile(failed?.log ?? "", "utf8")).toContain("FAILED: the worker died (SIGTERM)");
  expect(events.filter(({ kind }) => kind === "retry")).toHaveLength(2);
  for (const { info, data } of await laboratory.runs()) {
    expect(info.status).toBe("FAILED");
    expect(data.tags).toMatchObject({
      [tags.failure]: "the worker died (SIGTERM)",
      [tags.command]: `train ${config}`,
      [tags.logEnd]: expect.stringContaining("FAILED: the worker died (SIGTERM)"),
    });
  }
});

test("a trial whose workers die before they begin has one FAILED run, not one per attempt", async () => {
  const { result, events } = await laboratory.sweep({
    trials: [tinyTrial(1)],
    retryDelaysMs: [1, 2],
    openWorker: () => ({
      stop: async () => undefined,
      run: () => {
        throw new TrialFailure("the worker died (SIGKILL)", "passing");
      },
    }),
  });
  expect(result.failed).toMatchObject([{ reason: "the worker died (SIGKILL)" }]);
  expect(events.filter(({ kind }) => kind === "retry")).toHaveLength(2);
  expect((await laboratory.runs()).map(({ info }) => info.status)).toEqual(["FAILED"]);
});

test("an abort ends every child process and marks their runs KILLED", async () => {
  const stop = new AbortController();
  const workers: TrialWorker[] = [];
  const { result } = await laboratory.sweep({
    trials: [tinyTrial(1, { epochs: 500 }), tinyTrial(4, { epochs: 500 }), tinyTrial(16)],
    workers: 2,
    signal: stop.signal,
    openWorker: () => {
      const worker = forkWorker();
      workers.push(worker);
      return worker;
    },
    onEvent: (event) => {
      if (event.kind === "progress") stop.abort();
    },
  });
  expect(result).toMatchObject({ rows: [], failed: [], interrupted: true });
  expect(workers).toHaveLength(2);
  for (const worker of workers) {
    const again = worker.run(
      { id: "x", label: "x", config: tinyTrial(1), dataHash: "x" },
      () => undefined,
    );
    await expect(again[Symbol.asyncIterator]().next()).rejects.toThrow("the worker died");
  }
  for (const { info } of await laboratory.runs()) expect(info.status).toBe("KILLED");
});

test("a process ends with its parent although its own thread is blocked", async () => {
  const parent = spawn(
    process.execPath,
    [runSource, join(import.meta.dirname, "parent-of-blocked.ts")],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const [pid] = await once(createInterface({ input: parent.stdout }), "line");
  expect(await isRunning(Number(pid))).toBe(true);
  parent.kill("SIGKILL");
  while (await isRunning(Number(pid))) await sleep(20);
});

test("a worker ignores Ctrl-C, and ends when its parent disconnects", async () => {
  const child = startWorker();
  const seen: string[] = [];
  const [planned] = (await planOf([tinyTrial(1, { epochs: 500 })])).trials;
  child.send({ kind: "run", number: 0, config: planned?.config, dataHash: planned?.dataHash });
  for await (const [{ events }] of on(child, "message", { close: ["exit"] })) {
    const kinds: string[] = events.map(({ kind }: { kind: string }) => kind);
    seen.push(...kinds);
    if (kinds.includes("started")) child.kill("SIGINT");
    if (kinds.includes("epoch")) child.disconnect();
  }
  expect(child.exitCode).toBe(0);
  expect(seen).toContain("epoch");
  expect(seen).not.toContain("finished");
});
