import { expect, test } from "vitest";
import { unplannedTrial } from "../../test/unplanned-trial.ts";
import { completeConfig } from "../config/complete-config.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import type { TrialRow } from "../sweep/sweep-events.ts";
import { isIn } from "./cell.ts";
import { conclude } from "./conclude.ts";
import { rowsOf } from "./evidence.ts";
import { difference, lessThan, rule } from "./rules/index.ts";
import { withStarts } from "./starts.ts";

const own = (seed: number, beta: number, from?: object): TrialConfig =>
  completeConfig({
    ...{ seed, dataset: { name: "bars" }, objective: { beta } },
    ...(from && { from: { trial: from } }),
  });

const finished = (config: TrialConfig, rate: number): TrialRow => ({
  ...{ ...unplannedTrial(config), runId: "", seconds: 1 },
  metrics: { "test/rate": rate },
});

/** Trials at beta 2 from beta 1 and from beta 4, as studies plan them and as they finish. */
const planned = [1, 2, 3].flatMap((seed) => [
  own(seed, 1),
  own(seed, 4),
  own(seed, 2, { objective: { beta: 1 } }),
  own(seed, 2, { objective: { beta: 4 } }),
]);
const rows = [1, 2, 3].flatMap((seed) => {
  const [low, high] = [finished(own(seed, 1), 9), finished(own(seed, 4), 0)];
  const from = ({ id }: TrialRow, rate: number) =>
    finished({ ...own(seed, 2), from: { trial: id } }, rate);
  return [from(high, 1 + seed / 10), from(low, 5), low, high];
});
const start = (beta: number) => ({
  "objective.beta": 2,
  "from.trial.objective.beta": beta,
});

test("a finished trial is one of a study's whose start it names by the part in which it differs", () => {
  expect(rowsOf(planned, rows)).toEqual(rows);
  const [, , up] = planned;
  expect(rowsOf(up ? [up] : [], rows)).toEqual([rows[1]]);
});

test("a trial whose start is not known is no trial of a study", () => {
  const without = rows.filter(({ config }) => config.objective?.beta !== 4);
  expect(rowsOf(planned, without).map(({ metrics }) => metrics["test/rate"])).toEqual([
    5, 9, 5, 9, 5, 9,
  ]);
});

test("a cell selects by what a trial starts from, and claims are judged by it", () => {
  const rates = (beta: number) =>
    withStarts(rows)
      .filter(({ config }) => isIn(config, start(beta)))
      .map(({ metrics }) => metrics["test/rate"]);
  expect(rates(1)).toEqual([5, 5, 5]);
  expect(rates(4)).toEqual([1.1, 1.2, 1.3]);
  const claim = {
    ...{ name: "less", claim: "From beta 4 the rate is less than from beta 1." },
    rule: rule(
      difference({ metric: "test/rate", cell: start(4), reference: start(1) }),
      lessThan(0),
    ),
  };
  const [finding] = conclude({ claims: [claim] }, { rows, exact: [] });
  expect(finding?.verdict).toBe("holds");
  expect(finding?.measurements[0]?.value).toBeCloseTo(-3.8, 12);
});
