import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { inParallel } from "./in-parallel.mjs";

test("items start in their order, at most two at once, and results keep that order", async () => {
  const started = [];
  let running = 0;
  let most = 0;
  const results = await inParallel(2, [30, 5, 5, 1], async (ms) => {
    started.push(ms);
    most = Math.max(most, ++running);
    await sleep(ms);
    running -= 1;
    return 2 * ms;
  });
  expect(started).toEqual([30, 5, 5, 1]);
  expect(results).toEqual([60, 10, 10, 2]);
  expect(most).toBe(2);
});
