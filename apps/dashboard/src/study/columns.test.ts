import { expect, test } from "vitest";
import { runOf } from "../sources/run-of.ts";
import { sortRuns, tableMeasures } from "./columns.ts";

const withElbo = (id: string, elbo?: number) =>
  runOf({ id, ...(elbo !== undefined && { measures: { "test/elbo": elbo } }) });
const runs = [
  withElbo("absent"),
  withElbo("nan", Number.NaN),
  withElbo("low", -200),
  withElbo("worst", Number.NEGATIVE_INFINITY),
  withElbo("high", -100),
];
const ids = (sort: string) => sortRuns(runs, sort).map((run) => run.id);

test("NaN and absent come last whichever way a measure is sorted", () => {
  expect(ids("-test/elbo")).toEqual(["high", "low", "worst", "nan", "absent"]);
  expect(ids("test/elbo")).toEqual(["worst", "low", "high", "nan", "absent"]);
});

test("params that are numbers sort as numbers", () => {
  const betas = ["16", "0.25", "4"].map((beta) =>
    runOf({ id: beta, params: { "objective.beta": beta } }),
  );
  expect(sortRuns(betas, "objective.beta").map((run) => run.id)).toEqual(["0.25", "4", "16"]);
});

test("without a sort, a direction's betas stand together in their order", () => {
  const trials = [
    ["reverse-kl", "4"],
    ["forward-kl", "1"],
    ["reverse-kl", "1"],
  ].map(([direction = "", beta = ""]) =>
    runOf({
      id: `${direction} ${beta}`,
      params: { "objective.regulariser": direction, "objective.beta": beta },
    }),
  );
  expect(sortRuns(trials, undefined).map((run) => run.id)).toEqual([
    "forward-kl 1",
    "reverse-kl 1",
    "reverse-kl 4",
  ]);
});

test("runs that are no trials have the columns of what they logged, trials ours", () => {
  const matrix = runOf({
    measures: { "verify/passed": 3, "verify/largest_z": 2, "z/IWAE/mean": 1 },
  });
  const trial = runOf({ params: { "model.kind": "vae" }, measures: { "test/elbo": 1 } });
  expect(tableMeasures([matrix]).map(({ short }) => short)).toEqual(["largest z", "passed"]);
  expect(tableMeasures([matrix, trial]).map(({ key }) => key)).toContain("test/elbo");
});
