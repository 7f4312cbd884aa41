import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { drawFrom, statelessNormal, statelessUniform } from "./noise.ts";
import { sgd } from "./optimizers/sgd.ts";
import { compileTrainingStep } from "./training-step.ts";

const n = 100_000;

function moments(tensor: tf.Tensor) {
  const values = Array.from(tensor.dataSync());
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, variance };
}

test("normal numbers have mean 0 and variance 1, within four standard errors", () => {
  const { mean, variance } = moments(statelessNormal([n], [7, -9]));
  expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(n));
  expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
});

test("uniform numbers lie in [0, 1) with mean 1/2 and variance 1/12, within four standard errors", () => {
  const draws = statelessUniform([n], [7, -9]);
  expect(draws.dataSync().every((value) => value >= 0 && value < 1)).toBe(true);
  const { mean, variance } = moments(draws);
  expect(Math.abs(mean - 1 / 2)).toBeLessThan(4 / Math.sqrt(12 * n));
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(4 / Math.sqrt(180 * n));
});

test("the numbers depend on both words of the seed", () => {
  const draw = (...seed: [number, number]) => [...statelessNormal([5], seed).dataSync()];
  expect(draw(1, 2)).toEqual(draw(1, 2));
  const others = [draw(1, 2), draw(2, 1), draw(1, 3), draw(-1, 2)];
  expect(new Set(others.map(String)).size).toBe(4);
});

test("a training step and drawFrom draw the same numbers from the same seeds", () => {
  const w = tf.variable(tf.scalar(1));
  const step = compileTrainingStep({
    variables: { w },
    inputs: {},
    loss: (_, { normal, uniform }) => {
      const noise = normal("a", [4])
        .sum()
        .add(uniform("b, 2", [3]).sum())
        .add(normal("a", [2]).sum());
      return w.mul<tf.Scalar>(noise);
    },
    optimizer: sgd({ learningRate: 0 }),
  });
  const seeds = [3, 4].map((key) => ({ a: [key, 1] as const, "b, 2": [2, key] as const }));
  const { loss } = step.run(seeds.map((each) => ({ seeds: each })));
  const expected = seeds.map((each) => {
    const { normal, uniform } = drawFrom(each);
    const parts = [normal("a", [4]), uniform("b, 2", [3]), normal("a", [2])];
    return parts.reduce((sum, part) => sum + part.sum<tf.Scalar>().arraySync(), 0);
  });
  expect(loss).toBeNear(expected, 1e-6);
});

test("drawing from a stream without a seed is an error", () => {
  expect(() => drawFrom({ a: [1, 2] }).normal("b", [1])).toThrow(
    'cannot draw from stream "b": it has no seed',
  );
});

test("a seed that is not two int32 is refused", () => {
  expect(() => statelessNormal([1], [0.5, 1])).toThrow("a seed must be two int32, got [0.5,1]");
});
