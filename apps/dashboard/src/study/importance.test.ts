import { expect, test } from "vitest";
import { runOf } from "../sources/run-of.ts";
import { explainedShare, importances, importanceVerdict, levelsOf, ranksOf } from "./importance.ts";
import { uniformsFrom } from "./uniforms.ts";

test("ranks of equal values are their mean", () => {
  expect(ranksOf([5, 1, 5, -2])).toEqual([3.5, 2, 3.5, 1]);
});

// In Python: F = scipy.stats.f_oneway([1, 2, 4], [6, 7, 8, 9], [3, 5, 10]).statistic
// (k, n) = (3, 10); (F - 1) * (k - 1) / (F * (k - 1) + n - k)
test("the share is that of SciPy's F statistic", () => {
  const scores = [1, 2, 4, 6, 7, 8, 9, 3, 5, 10];
  const levels = [0, 0, 0, 1, 1, 1, 1, 2, 2, 2];
  expect(explainedShare(scores, levels)).toBeCloseTo(0.444155844156, 10);
});

test("the share of a param without effect is 0 on average, whatever its number of values", () => {
  const uniform = uniformsFrom(7);
  const trials = 4_000;
  for (const k of [2, 10]) {
    const shares = Array.from({ length: trials }, () => {
      const scores = Array.from({ length: 30 }, uniform);
      return (
        explainedShare(
          scores,
          scores.map((_, index) => index % k),
        ) ?? 0
      );
    });
    const average = shares.reduce((sum, share) => sum + share, 0) / trials;
    const sd = Math.sqrt(shares.reduce((sum, s) => sum + (s - average) ** 2, 0) / trials);
    expect(Math.abs(average)).toBeLessThan((4 * sd) / Math.sqrt(trials));
  }
});

test("scores that do not differ, and values of one run each, have no share", () => {
  expect(explainedShare([1, 1, 1], [0, 1, 1])).toBeUndefined();
  expect(explainedShare([1, 2, 3], [0, 1, 2])).toBeUndefined();
});

test("a number with many values is split into five groups of similar size", () => {
  const levels = levelsOf(Array.from({ length: 20 }, (_, index) => String(index / 7)));
  expect(levels).toEqual(Array.from({ length: 20 }, (_, index) => Math.floor(index / 4)));
  expect(levelsOf(["a", "b", undefined, "a"])).toEqual([0, 1, 2, 0]);
});

const uniform = uniformsFrom(3);
const runs = Array.from({ length: 60 }, (_, index) => {
  const beta = [1, 4, 16][index % 3] ?? 1;
  return runOf({
    id: String(index),
    params: { beta: String(beta), width: String(Math.floor(index / 3) % 2), seed: String(index) },
    metrics: { loss: beta + uniform() },
  });
});

test("a param that decides the metric explains nearly all of it, another one nothing that is decided", () => {
  const found = importances(runs, "loss");
  const [beta, width] = ["beta", "width"].map((key) => found.find((one) => one.key === key));
  expect(found[0]?.key).toBe("beta");
  expect(beta?.share).toBeGreaterThan(0.85);
  expect(beta?.interval[0]).toBeGreaterThan(0.8);
  expect(beta && importanceVerdict(beta)).toBe("more than chance");
  expect(width && importanceVerdict(width)).toBe("not decided");
});

test("the result is the same each time, and a run that diverged does not change the order", () => {
  expect(importances(runs, "loss")).toEqual(importances(runs, "loss"));
  const diverged = runOf({ params: { beta: "1", width: "1", seed: "x" }, metrics: { loss: 1e30 } });
  expect(importances([...runs, diverged], "loss")[0]?.key).toBe("beta");
});

test("the level of chance is exceeded by a param without effect about once in twenty", () => {
  const draw = uniformsFrom(11);
  const trials = 120;
  let exceeded = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const own = Array.from({ length: 24 }, (_, index) =>
      runOf({ id: String(index), params: { a: String(index % 3) }, metrics: { loss: draw() } }),
    );
    const [found] = importances(own, "loss");
    if (found !== undefined && found.share > found.chance) exceeded += 1;
  }
  // Four standard errors of a share of 120 trials.
  expect(Math.abs(exceeded / trials - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / trials));
});
