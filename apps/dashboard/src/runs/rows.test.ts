import { expect, test } from "vitest";
import { runOf } from "../sources/run-of.ts";
import { rowsOf } from "./rows.ts";
import { runsOfTwoLikelihoods as runs } from "./runs-of-two-likelihoods.ts";

test("runs are grouped by likelihood and keep their order within a group", () => {
  expect(
    rowsOf(runs).map((row) =>
      row.kind === "run" ? row.run.id : row.kind === "heading" ? row.likelihood : row.group.label,
    ),
  ).toEqual(["Bernoulli likelihood", "b1", "b2", "Gaussian likelihood", "g1"]);
});

test("bits, grey values and datasets have separate groups; runs of other projects come last", () => {
  const of = (name: string) =>
    runOf({ id: name, params: { "model.likelihood.kind": "bernoulli", "dataset.name": name } });
  const table = runOf({ id: "table", params: { seed: "1" } });
  const rows = rowsOf([table, of("mnist"), of("mnist-binarised"), of("mnist-14")]);
  expect(rows.flatMap((row) => (row.kind === "heading" ? [row.likelihood] : []))).toEqual([
    "Bernoulli likelihood of bits, mnist-14",
    "Bernoulli likelihood of bits, mnist-binarised",
    "Bernoulli likelihood of grey values (an unnormalised cross-entropy), mnist",
    undefined,
  ]);
});

test("a single group has no heading", () => {
  expect(rowsOf(runs.slice(1)).every((row) => row.kind === "run")).toBe(true);
});
