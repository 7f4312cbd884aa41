import { expect, test } from "vitest";
import { runOf } from "../sources/run-of.ts";
import { withoutImplied } from "./implied.ts";
import { paramLabel, splitParams } from "./params.ts";

const trial = (params: Record<string, string>) => runOf({ params });

test("params are split into differing and constant ones, important ones first", () => {
  const runs = [
    trial({ seed: "1", "objective.beta": "1", batchSize: "128" }),
    trial({ seed: "2", "objective.beta": "4", batchSize: "128" }),
  ];
  expect(splitParams(runs)).toEqual({
    differing: ["objective.beta", "seed"],
    constant: ["batchSize"],
  });
});

test("a param that some runs lack differs", () => {
  const runs = [trial({ "objective.beta": "1" }), trial({})];
  expect(splitParams(runs).differing).toEqual(["objective.beta"]);
});

test("all params of a single run are constant", () => {
  expect(splitParams([trial({ seed: "1" })])).toEqual({ differing: [], constant: ["seed"] });
});

test("a param that is determined by its kind is not shown", () => {
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
] as const)("the label of %s is %s", ([key, label]) => {
  expect(paramLabel(key)).toBe(label);
});

test("labels distinguish the alpha of a regulariser, the alpha of a bound and parts of a schedule", () => {
  expect(
    ["objective.alpha", "inference.alpha", "objective.schedule.from", "inference.share"].map(
      paramLabel,
    ),
  ).toEqual(["alpha", "inference alpha", "schedule from", "inference share"]);
});

test("a param that is determined by chance, such as by a unique seed, is shown", () => {
  const runs = [1, 2, 3, 4].map((seed) =>
    trial({
      "optimizer.learningRate": `0.00${seed}`,
      "optimizer.kind": seed % 2 === 0 ? "adam" : "sgd",
      "model.hidden": `[${seed * 100}]`,
      seed: `${seed}`,
    }),
  );
  const { differing } = splitParams(runs);
  expect(withoutImplied(runs, differing)).toEqual(differing);
  expect(differing).toHaveLength(4);
});
