import { expect, test } from "vitest";
import { runOf } from "../sources/run-of.ts";
import { cellsOf, hasSeeds } from "./cells.ts";

const run = (id: string, params: Record<string, string>, name = id) => runOf({ id, name, params });

test("a cell has the runs that differ only in their seed and in the machine", () => {
  const cells = cellsOf([
    run("a", { beta: "1", seed: "1", "git.commit": "x" }, "reverse-kl · β 1 · seed 1"),
    run("b", { beta: "4", seed: "1" }, "reverse-kl · β 4 · seed 1"),
    run("c", { seed: "2", beta: "1", "git.commit": "y" }, "reverse-kl · β 1 · seed 2"),
  ]);
  expect(cells.map(({ label, runs }) => [label, runs.map(({ id }) => id)])).toEqual([
    ["reverse-kl · β 1", ["a", "c"]],
    ["reverse-kl · β 4 · seed 1", ["b"]],
  ]);
  expect(hasSeeds(cells)).toBe(true);
});

test("other projects' names of a seed are known", () => {
  expect(cellsOf([run("a", { random_state: "1" }), run("b", { random_state: "2" })])).toHaveLength(
    1,
  );
  expect(cellsOf([run("a", { "model.seed": "1" }), run("b", { "model.seed": "2" })])).toHaveLength(
    1,
  );
  expect(cellsOf([run("a", { seeds: "1" }), run("b", { seeds: "2" })])).toHaveLength(2);
});

test("runs without params are not repetitions of each other", () => {
  expect(cellsOf([run("a", {}), run("b", {})])).toHaveLength(2);
});
