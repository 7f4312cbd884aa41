import { rng } from "@vae-lab/core";
import { expect, test } from "vitest";
import { loadBackend } from "../../backend/native.ts";
import { nearestOf, type Points } from "./nearest-neighbours.ts";
import { nearestDistances, nearestTrainingRatio } from "./nearest-training.ts";

await loadBackend();

const grid = (places: number[]) => ({ values: Float32Array.from(places), width: 1 });

test("the distance is to the nearest of the training points", () => {
  const found = nearestDistances(nearestOf(grid([0.4, 2.75, -3]), grid([0, 1, 2, 3]), 2));
  expect([...found].map((d) => Number(d.toFixed(3)))).toEqual([0.4, 0.25, 3]);
});

test("copies of training points have ratio 0, new draws of the same distribution 1", () => {
  const draws = (seed: number, n: number) => ({ values: rng(seed).normals(4 * n), width: 4 });
  const training = draws(1, 2000);
  const copies = { values: training.values.subarray(0, 2000), width: 4 };
  const unseen = draws(2, 500);
  const ratioOf = (points: Points) =>
    nearestTrainingRatio(nearestOf(points, training, 1), nearestOf(unseen, training, 1));
  expect(ratioOf(copies).value).toBeLessThan(0.01);
  const { value, standardError } = ratioOf(draws(3, 500));
  expect(Math.abs(value - 1)).toBeLessThan(4 * standardError);
  expect(standardError).toBeLessThan(0.1);
});
