import { expect, test } from "vitest";
import { runOf } from "../sources/run-of.ts";
import { liveMs, pollInterval } from "./polling.ts";

const now = Date.UTC(2026, 0, 2);
const ended = (before: number) => runOf({ endTime: now - before });

test("a study whose runs ended some time ago is not polled", () => {
  expect(pollInterval([ended(600_000), ended(900_000)], now)).toBe(false);
});

test("a study is polled while a run is live, between the trials of a sweep, and before the first run", () => {
  expect(pollInterval([ended(600_000), runOf({ status: "RUNNING" })], now)).toBe(liveMs);
  expect(pollInterval([ended(600_000), runOf({ status: "SCHEDULED" })], now)).toBe(liveMs);
  expect(pollInterval([ended(600_000), ended(5_000)], now)).toBe(liveMs);
  expect(pollInterval([], now)).toBe(liveMs);
});
