import { expect, test } from "vitest";
import { svgOf } from "../node.ts";
import { betaCells } from "./beta-cells.ts";
import type { BetaPoint } from "./beta-point.ts";
import { metricAgainstBeta } from "./metric-against-beta.ts";

const seeds = (values: readonly number[], beta = 1): BetaPoint[] =>
  values.map((value, seed) => ({
    run: `${beta}/${seed}`,
    beta,
    value,
    direction: "reverse-kl",
    estimator: "pathwise",
  }));

const whiskers = (points: readonly BetaPoint[]): (string | undefined)[] =>
  [
    ...svgOf((document) => metricAgainstBeta(points, { document })).matchAll(
      /95 % interval of (\d+) runs/g,
    ),
  ].map(([, n]) => n);

test("runs that differ only in their seed form a cell; the mean excludes values that are not finite", () => {
  const cells = betaCells([...seeds([1, 3, Number.NaN]), ...seeds([8], 4)]);
  expect(cells.map(({ beta, n, mean, broken }) => ({ beta, n, mean, broken }))).toEqual([
    { beta: 1, n: 2, mean: 2, broken: 1 },
    { beta: 4, n: 1, mean: 8, broken: 0 },
  ]);
});

test("a cell of three seeds has an interval, a cell of two has none", () => {
  expect(whiskers([...seeds([1, 2, 3]), ...seeds([1, 2], 4)])).toEqual(["3"]);
  expect(whiskers(seeds([1, 2], 4))).toEqual([]);
});

test("an outlier counts in the mean of its cell", () => {
  const [cell] = betaCells(seeds([0, 0, 300]));
  expect(cell?.mean).toBe(100);
});
