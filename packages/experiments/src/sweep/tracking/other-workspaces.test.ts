import type { Run } from "mlflow-js-client";
import { expect, test } from "vitest";
import { otherWorkspaces, precedes } from "./other-workspaces.ts";

const runAt = (startTime: number, runId = "a", timestamps: readonly number[] = []): Run =>
  ({
    info: { runId, startTime },
    data: { params: {}, metrics: timestamps.map((timestamp) => ({ timestamp })) },
  }) as unknown as Run;

test("a run elsewhere is alive until it has made no progress for a while by this process's clock", () => {
  let clock = 0;
  const { isAlive } = otherWorkspaces({ patienceMs: 100 }, () => clock);
  const start = Date.now() + 600_000; // their clock is ten minutes fast
  expect(isAlive(runAt(start))).toBe(true);
  clock = 99;
  expect(isAlive(runAt(start))).toBe(true);
  expect(isAlive(runAt(start, "a", [start + 1]))).toBe(true);
  clock = 198;
  expect(isAlive(runAt(start, "a", [start + 1]))).toBe(true);
  clock = 199;
  expect(isAlive(runAt(start, "a", [start + 1]))).toBe(false);
});

test("a run whose last metric is hours old is not waited for", () => {
  const start = Date.now() - 7_200_000;
  expect(otherWorkspaces().isAlive(runAt(start))).toBe(false);
  expect(otherWorkspaces().isAlive(runAt(start, "a", [start + 7_000_000]))).toBe(true);
});

test("of two runs exactly one precedes the other", () => {
  for (const [one, other] of [
    [runAt(1, "a"), runAt(2, "b")],
    [runAt(1, "b"), runAt(2, "a")],
    [runAt(1, "a"), runAt(1, "b")],
  ] as const) {
    expect(precedes(one, other)).toBe(true);
    expect(precedes(other, one)).toBe(false);
  }
});
