import { expect, test } from "vitest";
import { runOf } from "../sources/run-of.ts";
import { filterRuns } from "./filter.ts";

const runs = [
  runOf({
    id: "a",
    name: "reverse-kl · β 1",
    params: {
      "objective.beta": "1",
      "objective.regulariser": "reverse-kl",
      "estimator.kind": "pathwise",
    },
    measures: { "test/elbo": -104.2, "train/elbo": -90 },
  }),
  runOf({
    id: "b",
    name: "forward-kl · β 16",
    params: {
      "objective.beta": "16",
      "objective.regulariser": "forward-kl",
      "estimator.kind": "score-function",
    },
    measures: { "test/elbo": Number.NaN },
  }),
  runOf({
    id: "c",
    name: "autoencoder",
    status: "FAILED",
    params: { "model.kind": "autoencoder" },
    tags: { "vae_lab.failure": "loss became NaN" },
  }),
];

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
  ["beta<4 elbo>-110", "a"],
  ["elbo<0", "a"],
  ["elbo=nan", "b"],
  ["status=failed", "c"],
  ["-status:failed", "ab"],
  ["kind=autoencoder", "c"],
  ["estimator:score", "b"],
  ["became", "c"],
  ["nowhere=1", ""],
  ["beta>=", ""],
] as const)("%j keeps %j", ([text, kept]) => {
  expect(
    filterRuns(runs, text)
      .map((run) => run.id)
      .join(""),
  ).toBe(kept);
});

test("a short name means what was tested, not what was trained", () => {
  expect(filterRuns(runs, "elbo>-95")).toEqual([]);
  expect(filterRuns(runs, "train/elbo>-95").map((run) => run.id)).toEqual(["a"]);
});
