import * as tf from "@tensorflow/tfjs";
import { rng } from "@vae-lab/core";
import { expect, test } from "vitest";
import { loadBackend } from "../backend/native.ts";
import { energyDistance } from "./energy-distance.ts";

await loadBackend();
const rowsOf = (seed: string, rows: number, scale = 1, shift = 0) =>
  tf.tensor2d(
    rng(5)
      .fold(seed)
      .normals(rows)
      .map((u) => scale * u + shift),
    [rows, 1],
  );

test("of three rows and two it is the sum of distances by hand", () => {
  const found = tf.tidy(
    () =>
      energyDistance(
        tf.tensor2d([0, 0, 3, 4, 0, 1], [3, 2]),
        tf.tensor2d([0, 0, 3, 0], [2, 2]),
      ).dataSync()[0],
  );
  // from (0,0), (3,4), (0,1) to (0,0) and (3,0)
  const between = (0 + 3 + 5 + 4 + 1 + Math.sqrt(10)) / 6;
  const first = (5 + 1 + Math.sqrt(18)) / 3;
  expect(found).toBeCloseTo(2 * between - first - 3, 3);
});

/** E|u| of a normal: the folded normal's mean, by the midpoint rule. */
const meanSize = (mean: number, variance: number): number => {
  const n = 4000;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const u = -8 + (16 * (i + 0.5)) / n;
    sum += (Math.abs(mean + Math.sqrt(variance) * u) * Math.exp((-u * u) / 2) * 16) / n;
  }
  return sum / Math.sqrt(2 * Math.PI);
};

test.each([
  [1, 1],
  [3, 0],
  [1, 0],
])(
  "of normals of scale %d and shift %d it is that by quadrature, within four standard errors",
  (scale, shift) => {
    const exact =
      2 * meanSize(shift, 1 + scale ** 2) - meanSize(0, 2) - meanSize(0, 2 * scale ** 2);
    const found = Array.from({ length: 40 }, (_, i) =>
      tf.tidy(
        () =>
          energyDistance(
            rowsOf(`x ${i}`, 200),
            rowsOf(`y ${i}`, 200, scale, shift),
          ).dataSync()[0] ?? Number.NaN,
      ),
    );
    const mean = found.reduce((a, b) => a + b, 0) / 40;
    const error = Math.sqrt(found.reduce((a, b) => a + (b - mean) ** 2, 0) / 39 / 40);
    expect(Math.abs(mean - exact)).toBeLessThan(4 * error);
    expect(error).toBeLessThan(0.02);
  },
);

test("its gradient is that of finite differences, also for equal rows", () => {
  const y = [0.3, -0.4, 1.2, 0.8, -0.5, 0.1];
  const at = (x: readonly number[]) =>
    tf.tidy(
      () =>
        energyDistance(tf.tensor2d([...x], [3, 2]), tf.tensor2d(y, [3, 2])).dataSync()[0] ??
        Number.NaN,
    );
  const x = [0, 0.5, 2, 1, -1, -2];
  const gradient = tf.tidy(() =>
    tf
      .grad((a) => energyDistance(a, tf.tensor2d(y, [3, 2])))(tf.tensor2d(x, [3, 2]))
      .dataSync(),
  );
  const step = 1e-2;
  for (const [i] of x.entries()) {
    const moved = (by: number) => at(x.map((value, j) => (i === j ? value + by : value)));
    expect(gradient[i]).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 2);
  }
  const equal = tf.tidy(() =>
    tf
      .grad((a) => energyDistance(a, tf.tensor2d(y, [3, 2])))(tf.ones([3, 2]))
      .dataSync(),
  );
  expect([...equal].every(Number.isFinite)).toBe(true);
});

test("one row is refused", () => {
  expect(() => energyDistance(tf.ones([1, 2]), tf.ones([3, 2]))).toThrow("2 or more rows");
});
