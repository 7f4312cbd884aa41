import { expect, test } from "vitest";
import { runOf } from "../sources/run-of.ts";
import { fieldNames } from "./fields.ts";
import { runFilter } from "./run-filter.ts";
import { QueryError } from "./tokens.ts";

const runs = [
  runOf({
    id: "a",
    name: "reverse-kl · β 1",
    startTime: Date.UTC(2026, 0, 2),
    endTime: Date.UTC(2026, 0, 2) + 90_000,
    params: {
      "objective.beta": "1",
      "objective.regulariser": "reverse-kl",
      "estimator.kind": "pathwise",
    },
    tags: { owner: "ann" },
    metrics: {
      "test/elbo": -104.2,
      "train/elbo": -90,
      "test/active_units": 4,
      "test/sharpness_reconstruction": 0.4,
    },
  }),
  runOf({
    id: "b",
    name: "forward-kl · β 16",
    params: {
      "objective.beta": "16",
      "objective.regulariser": "forward-kl",
      "estimator.kind": "score-function",
    },
    metrics: { "test/elbo": Number.NaN, "test/active_units": 9 },
  }),
  runOf({
    id: "c",
    name: "autoencoder",
    status: "FAILED",
    params: { "model.kind": "autoencoder", empty: "" },
    tags: { "vae_lab.failure": "loss became NaN" },
  }),
];
const names = fieldNames(runs, [...new Set(runs.flatMap((run) => [...run.metrics.keys()]))]);
const kept = (text: string): string =>
  runs
    .filter(runFilter(text, names).test)
    .map((run) => run.id)
    .join("");

test.for([
  ["", "abc"],
  ["KL", "ab"],
  ["forward score", "b"],
  ["-forward", "ac"],
  ["regulariser:reverse", "a"],
  ["beta=1", "a"],
  ["beta=1.0", "a"],
  ["beta!=1", "bc"],
  ["objective.beta>=1", "ab"],
  ["beta>1", "b"],
  ["beta > 1", "b"],
  ["beta<4 elbo>-110", "a"],
  ["elbo<0", "a"],
  ["elbo=nan", "b"],
  ["status=failed", "c"],
  ["-status:failed", "ab"],
  ["kind=autoencoder", "c"],
  ["estimator:score", "b"],
  ["became", "c"],
  ["beta=1 OR beta=16", "ab"],
  ["beta in (1,4)", "a"],
  ["beta IN (1, 16) -score", "a"],
  ["beta=0.5..4", "a"],
  ["beta in 4..", "b"],
  ["beta not in (1)", "bc"],
  ['regulariser="forward-kl"', "b"],
  ["(beta=1)", "a"],
  ["regulariser~^rev", "a"],
  ["units<=5", "a"],
  ["active_units<=5", "a"],
  ["sharpness>0.3", "a"],
  ["sharpness_reconstruction>0.3", "a"],
  ["owner=ann", "a"],
  ["tags.owner=ann", "a"],
  ["tag.owner:an", "a"],
  ["params.objective.beta=1", "a"],
  ["metrics.test/elbo<0", "a"],
  ["has:elbo", "ab"],
  ["-has:owner", "bc"],
  ["seconds>60", "a"],
  ["started>2026-01-01", "a"],
  ["empty=", "!"],
  ['empty=""', "c"],
  ["KL(p||q)", "b"],
  ["name:β", "ab"],
  ["name~(reverse|forward)", "ab"],
] as const)("%j matches %j", ([text, ids]) => {
  if (ids === "!") expect(() => kept(text)).toThrow(QueryError);
  else expect(kept(text)).toBe(ids);
});

test("a short name refers to the test metric, not to the training metric", () => {
  expect(kept("elbo>-95")).toBe("");
  expect(kept("train/elbo>-95")).toBe("a");
});

test.for([
  ["unit<=5", "no run has a field called unit; did you mean units?"],
  ["betta=1", "no run has a field called betta; did you mean beta?"],
  ["qqqqqqqq=1", "no run has a field called qqqqqqqq"],
  ["beta>four", "> compares numbers, got four"],
  ["name~(", "( is not a regular expression"],
] as const)("%s is rejected: %s", ([text, message]) => {
  expect(() => kept(text)).toThrow(new QueryError(message, 0));
});

test("a filter lists the keys of the metrics it compares", () => {
  expect(runFilter("units<=5 (elbo>1 or has:sharpness) beta=1", names).metrics).toEqual([
    "test/active_units",
    "test/elbo",
    "test/sharpness_reconstruction",
  ]);
});

test.for(["__proto__", "constructor", "toString"])(
  "a param may be called %s, and the name is unknown if no run has it",
  (key) => {
    const own = [runOf({ id: "x", params: JSON.parse(`{"${key}":"1"}`) }), runOf({ id: "y" })];
    const filter = runFilter(`${key}=1`, fieldNames(own, []));
    expect(own.filter(filter.test).map(({ id }) => id)).toEqual(["x"]);
    expect(() => runFilter(`${key}=1`, fieldNames([], []))).toThrow(QueryError);
  },
);
