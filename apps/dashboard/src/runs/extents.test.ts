import { expect, test } from "vitest";
import { extentsOf, shareOf } from "./extents.ts";
import { runOfLikelihood, runsOfTwoLikelihoods as runs } from "./runs-of-two-likelihoods.ts";

test("the range of an ELBO is per likelihood, the range of a rate is over all runs", () => {
  const extentOf = extentsOf(runs, ["test/elbo", "test/rate"]);
  expect(extentOf("test/elbo", "Bernoulli likelihood")).toEqual({ low: -200, high: -100 });
  expect(extentOf("test/elbo", "Gaussian likelihood")).toEqual({ low: 500, high: 500 });
  expect(extentOf("test/rate", "Bernoulli likelihood")).toEqual({ low: 0, high: 20 });
});

test("bars of non-negative metrics start at zero; NaN has no bar", () => {
  expect(shareOf(10, { low: 5, high: 20 })).toBe(0.5);
  expect(shareOf(-200, { low: -200, high: -100 })).toBe(0);
  expect(shareOf(Number.NaN, { low: 0, high: 1 })).toBeUndefined();
  expect(shareOf(0, { low: 0, high: 0 })).toBeUndefined();
  expect(shareOf(undefined, { low: 0, high: 1 })).toBeUndefined();
});

test("outliers do not flatten the bars of other runs", () => {
  const values = [-100, -104, -98, -110, -103, -1e9, 1e12];
  const diverged = values.map((elbo, index) => runOfLikelihood(`b${index}`, "bernoulli", elbo, 1));
  const extent = extentsOf(diverged, ["test/elbo"])("test/elbo", "Bernoulli likelihood");
  expect(extent).toEqual({ low: -110, high: -98 });
  expect(shareOf(-104, extent)).toBeCloseTo(0.5, 12);
  expect([shareOf(-1e9, extent), shareOf(1e12, extent)]).toEqual([0, 1]);
});
