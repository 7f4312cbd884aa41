import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { completeConfig } from "../config/complete-config.ts";
import { schedule } from "./schedule.ts";
import type { PlannedTrial } from "./sweep-events.ts";

const config = completeConfig({});
const trials: PlannedTrial[] = ["a", "b", "c"].map((id) => ({
  ...{ id, label: id, config, dataHash: "" },
}));
const openWorker = () => ({
  stop: async () => undefined,
  run: async function* () {
    yield* [];
  },
});

test("a worker computes its next trial while the last is recorded, and no trial after that", async () => {
  const seen: string[] = [];
  await schedule({
    ...{ trials, workers: 1, openWorker, signal: new AbortController().signal },
    perform: async ({ id }, _worker, onComputed) => {
      seen.push(`${id} begins`);
      await sleep(5);
      onComputed();
      await sleep(20);
      seen.push(`${id} is recorded`);
      return { keepsWorker: true };
    },
  });
  expect(seen).toEqual([
    ...["a begins", "b begins", "a is recorded", "c begins", "b is recorded", "c is recorded"],
  ]);
});

test("trials that cannot be recorded are performed again, the last one too", async () => {
  const attempts: string[] = [];
  await schedule({
    ...{ trials: trials.slice(0, 2), workers: 1, openWorker, signal: new AbortController().signal },
    perform: async ({ id }, _worker, onComputed) => {
      attempts.push(id);
      onComputed();
      await sleep(5);
      const isFirst = attempts.filter((each) => each === id).length === 1;
      return isFirst ? { keepsWorker: false, againInMs: 1 } : { keepsWorker: true };
    },
  });
  expect(attempts.toSorted()).toEqual(["a", "a", "b", "b"]);
});
