import { expect, test } from "vitest";
import { runOf } from "../sources/run-of.ts";
import { rowsOf } from "./rows.ts";

const run = (id: string, kind: string, elbo: number, rate: number) =>
  runOf({
    id,
    params: { "model.likelihood.kind": kind },
    metrics: { "test/elbo": elbo, "test/rate": rate },
  });
const runs = [
  run("g1", "gaussian", 500, 10),
  run("b1", "bernoulli", -100, 20),
  run("b2", "bernoulli", -200, 0),
];

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
