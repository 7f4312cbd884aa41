import { expect, test } from "vitest";
import { runOf } from "../sources/run-of.ts";
import { sortRuns } from "./order.ts";
import { columnHeads, tableMetrics } from "./table-metrics.ts";

const withElbo = (id: string, elbo?: number) =>
  runOf({ id, ...(elbo !== undefined && { metrics: { "test/elbo": elbo } }) });
const runs = [
  withElbo("absent"),
  withElbo("nan", Number.NaN),
  withElbo("low", -200),
  withElbo("worst", Number.NEGATIVE_INFINITY),
  withElbo("high", -100),
];
const ids = (sort: string) => sortRuns(runs, sort).map((run) => run.id);

test("NaN and missing values come last in both directions", () => {
  expect(ids("-test/elbo")).toEqual(["high", "low", "worst", "nan", "absent"]);
  expect(ids("test/elbo")).toEqual(["worst", "low", "high", "nan", "absent"]);
});

test("numeric params sort by value", () => {
  const betas = ["16", "0.25", "4"].map((beta) =>
    runOf({ id: beta, params: { "objective.beta": beta } }),
  );
  expect(sortRuns(betas, "objective.beta").map((run) => run.id)).toEqual(["0.25", "4", "16"]);
});

test("the default order is by direction, then by beta", () => {
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

test("runs of other projects have columns of their own metrics, trials have the key metrics", () => {
  const matrix = runOf({
    metrics: { "verify/passed": 3, "verify/largest_z": 2, "z/IWAE/mean": 1 },
  });
  const trial = runOf({ params: { "model.kind": "vae" }, metrics: { "test/elbo": 1 } });
  const logged = [...matrix.metrics.keys()];
  const shown = tableMetrics([matrix], logged);
  expect([...columnHeads(shown).values()]).toEqual(["largest z", "passed"]);
  expect(tableMetrics([matrix, trial], [...logged, "test/elbo"])).toContain("test/elbo");
});

test("runs sort by start and by duration; runs without valid times come last", () => {
  const at = Date.UTC(2026, 0, 1);
  const timed = [
    runOf({ id: "long", startTime: at, endTime: at + 9_000 }),
    runOf({ id: "no clock", startTime: 1, endTime: at }),
    runOf({ id: "short", startTime: at + 1, endTime: at + 1_000 }),
  ];
  const order = (sort: string) => sortRuns(timed, sort).map((run) => run.id);
  expect(order("-started")).toEqual(["short", "long", "no clock"]);
  expect(order("duration")).toEqual(["short", "long", "no clock"]);
  expect(order("-duration")).toEqual(["long", "short", "no clock"]);
});
