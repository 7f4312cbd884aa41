import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join as pathOf } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { joinSweeps } from "../src/sweep/join-sweeps.ts";
import type { SweepEvent } from "../src/sweep/sweep-events.ts";
import { shareSweep } from "../src/workspace/open-sweeps.ts";
import { idleWorker } from "./idle-worker.ts";
import { type Laboratory, openLaboratory, tinyTrial } from "./laboratory.ts";

let laboratory: Laboratory;
beforeEach(async () => {
  laboratory = await openLaboratory();
});
afterEach(() => laboratory.close());

const trials = Array.from({ length: 12 }, (_, seed) => tinyTrial(1, { seed }));

const startsOf = (events: readonly SweepEvent[]): string[] =>
  events.flatMap((event) => (event.kind === "started" ? [event.trial.id] : []));

/** Works for the sweeps of the laboratory until none has trials left. */
const work = async (
  onEvent: (event: SweepEvent) => void = () => undefined,
): Promise<{ events: SweepEvent[]; studies: string[] }> => {
  const events: SweepEvent[] = [];
  const studies: string[] = [];
  await joinSweeps({
    workspace: { path: laboratory.workspace },
    stopsWhenIdle: true,
    signal: new AbortController().signal,
    join: async (sweep) => {
      studies.push(sweep.study);
      const ran = await laboratory.sweep({ ...sweep, openWorker: idleWorker, onEvent });
      events.push(...ran.events);
      return ran.result;
    },
  });
  return { events, studies };
};

const openIds = () => readdir(pathOf(laboratory.workspace, "sweeps", "open"));

test("a worker shares the trials of a sweep that is under way, and the sweep has all results", async () => {
  let worker: ReturnType<typeof work> | undefined;
  let join: () => void = () => undefined;
  const joined = new Promise<void>((resolve) => {
    join = resolve;
  });
  const sweep = await laboratory.sweep({
    trials,
    isShared: true,
    openWorker: () => ({
      stop: async () => undefined,
      run: async function* (...args) {
        worker ??= work(({ kind }) => kind === "started" && join());
        await joined;
        yield* idleWorker().run(...args);
      },
    }),
  });
  const { events = [] } = (await worker) ?? {};
  expect(startsOf(events).length).toBeGreaterThan(0);
  const starts = [...startsOf(events), ...startsOf(sweep.events)];
  expect(starts).toHaveLength(12);
  expect(new Set(starts).size).toBe(12);
  expect(sweep.result.rows).toHaveLength(12);
  expect(await openIds()).toEqual([]);
});

test("a worker runs the trials of a sweep whose process died, once, and removes it", async () => {
  const file = JSON.stringify(new URL("../src/workspace/open-sweeps.ts", import.meta.url).href);
  const sweep = JSON.stringify({ study: "tiny", measure: "basic", trials: trials.slice(0, 3) });
  const place = JSON.stringify({ path: laboratory.workspace });
  const dies = spawn(process.execPath, [
    ...["--conditions=@vae-lab/source", "--import", import.meta.resolve("tsx")],
    ...["--input-type=module", "--eval"],
    `import { shareSweep } from ${file}; await shareSweep(${place}, ${sweep}); process.kill(process.pid, "SIGKILL");`,
  ]);
  await once(dies, "exit");
  const { events, studies } = await work();
  expect(studies).toEqual(["tiny"]);
  expect(startsOf(events)).toHaveLength(3);
  expect(await openIds()).toEqual([]);
  expect((await work()).studies).toEqual([]);
});

test("a sweep that ended is not joined, and one of another process is not removed", async () => {
  const place = { path: laboratory.workspace };
  const shared = { study: "tiny", measure: "basic", trials: trials.slice(0, 2) } as const;
  const withdraw = await shareSweep(place, shared);
  await work();
  expect(await openIds()).toHaveLength(2); // the sweep and its lock
  await withdraw();
  expect(await openIds()).toEqual([]);
  expect((await work()).studies).toEqual([]);
});
