import { expect, test } from "vitest";
import { runOf } from "../sources/run-of.ts";
import { withoutImplied } from "./implied.ts";
import { paramLabel, splitParams } from "./params.ts";

const trial = (params: Record<string, string>) => runOf({ params });

test("params that differ are told from those that do not, the question's own first", () => {
  const runs = [
    trial({ seed: "1", "objective.beta": "1", batchSize: "128" }),
    trial({ seed: "2", "objective.beta": "4", batchSize: "128" }),
  ];
  expect(splitParams(runs)).toEqual({
    differing: ["objective.beta", "seed"],
    constant: ["batchSize"],
  });
});

test("a param that only some runs have differs", () => {
  const runs = [trial({ "objective.beta": "1" }), trial({})];
  expect(splitParams(runs).differing).toEqual(["objective.beta"]);
});

test("one run differs from nothing", () => {
  expect(splitParams([trial({ seed: "1" })])).toEqual({ differing: [], constant: ["seed"] });
});

test("a param that follows from another says nothing new", () => {
  const runs = [
    trial({ "estimator.kind": "pathwise", "objective.beta": "1" }),
    trial({
      "estimator.kind": "score-function",
      "estimator.baseline": "loo",
      "objective.beta": "1",
    }),
    trial({
      "estimator.kind": "score-function",
      "estimator.baseline": "loo",
      "objective.beta": "4",
    }),
  ];
  expect(withoutImplied(runs, splitParams(runs).differing)).toEqual([
    "objective.beta",
    "estimator.kind",
  ]);
});

test.for([
  ["objective.beta", "beta"],
  ["model.kind", "model"],
  ["estimator.samples", "estimator samples"],
  ["optimizer.learningRate", "learning rate"],
] as const)("%s is called %s", ([key, label]) => {
  expect(paramLabel(key)).toBe(label);
});

test("alphas of a regulariser and of a bound have labels of their own, as have parts of a schedule", () => {
  expect(
    ["objective.alpha", "inference.alpha", "objective.schedule.from", "inference.share"].map(
      paramLabel,
    ),
  ).toEqual(["alpha", "inference alpha", "schedule from", "inference share"]);
});
