import { tags } from "@vae-lab/experiments/metrics";
import { expect, test } from "vitest";
import { runOf } from "../sources/run-of.ts";
import type { RunStatus } from "../sources/run-source.ts";
import { oneOfEachTrial, supersededIds } from "./attempts.ts";

const attempt = (id: string, trial: string | undefined, status: RunStatus, startTime: number) =>
  runOf({ id, status, startTime, tags: trial === undefined ? {} : { [tags.trial]: trial } });

test("failed and stopped runs are superseded by any later run of their trial", () => {
  const runs = [
    attempt("c", "t", "RUNNING", 3),
    attempt("b", "t", "KILLED", 2),
    attempt("a", "t", "FAILED", 1),
    attempt("d", "other", "FAILED", 1),
  ];
  expect([...supersededIds(runs)].sort()).toEqual(["a", "b"]);
});

test("finished runs and the latest failure of a trial are not superseded", () => {
  const runs = [
    attempt("a", "t", "FINISHED", 1),
    attempt("b", "t", "FINISHED", 2),
    attempt("c", "t", "FAILED", 3),
  ];
  expect(supersededIds(runs).size).toBe(0);
});

test("runs without a trial do not supersede each other", () => {
  const runs = [attempt("a", undefined, "FAILED", 1), attempt("b", undefined, "FINISHED", 2)];
  expect(supersededIds(runs).size).toBe(0);
  expect(oneOfEachTrial(runs)).toEqual(runs);
});

test("a trial counts once: by its finished run, otherwise by its latest run", () => {
  const runs = [
    attempt("a", "t", "FINISHED", 1),
    attempt("b", "t", "FAILED", 2),
    attempt("c", "u", "FAILED", 1),
    attempt("d", "u", "RUNNING", 2),
  ];
  expect(oneOfEachTrial(runs).map(({ id }) => id)).toEqual(["a", "d"]);
});
