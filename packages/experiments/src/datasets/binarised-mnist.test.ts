import { expect, test } from "vitest";
import { hashOf, readBuiltIn } from "./load-built-in.ts";
import { loadDataset } from "./load-dataset.ts";

const sizes = { trainSize: 2000, testSize: 100 };
const mean = (values: Float32Array) => values.reduce((sum, x) => sum + x, 0) / values.length;

/** How far the mean of (bit − p)² is from that of p(1 − p), in standard errors. */
const surprise = (bits: Float32Array, chances: Float32Array) => {
  const excess = bits.map((bit, i) => {
    const p = chances[i] ?? 0;
    return (bit - p) ** 2 - p * (1 - p);
  });
  const variance = chances.map((p) => p * (1 - p) * (1 - 2 * p) ** 2);
  return Math.abs(mean(excess)) / Math.sqrt(mean(variance) / bits.length);
};

test("binarised MNIST is bits whose chances are the grey values, within four standard errors", async () => {
  const { train: grey } = await loadDataset({ name: "mnist", ...sizes });
  const {
    train,
    test: held,
    shape,
  } = await loadDataset({
    name: "mnist-binarised",
    ...sizes,
  });
  expect([train.size, held.size]).toEqual([2000, 100]);
  expect(shape).toEqual({ kind: "image", width: 28, height: 28, channels: 1 });
  expect(new Set(train.values)).toEqual(new Set([0, 1]));
  expect(train.labels).toEqual(grey.labels);
  expect(surprise(train.values, grey.values)).toBeLessThan(4);
});

test("MNIST of 14×14 pixels is bits whose chances are the means of four grey values", async () => {
  const { train: grey } = await loadDataset({ name: "mnist", ...sizes });
  const { train, shape } = await loadDataset({ name: "mnist-14", ...sizes });
  expect(shape).toEqual({ kind: "image", width: 14, height: 14, channels: 1 });
  expect(train.values).toHaveLength(2000 * 196);
  expect(new Set(train.values)).toEqual(new Set([0, 1]));
  const chances = train.values.map((_, i) => {
    const [image, row, column] = [Math.floor(i / 196), Math.floor((i % 196) / 14), i % 14];
    const corner = image * 784 + 56 * row + 2 * column;
    return [0, 1, 28, 29].reduce((sum, at) => sum + (grey.values[corner + at] ?? 0) / 4, 0);
  });
  expect(surprise(train.values, chances)).toBeLessThan(4);
});

test.each([
  ["mnist-binarised", /^8daa18fc5224d0ba/],
  ["mnist-14", /^1601f1c88e24e741/],
] as const)("%s has the same bits for ever, image by image", async (name, hash) => {
  const config = { name, trainSize: 10, testSize: 4 };
  const few = await loadDataset(config);
  expect(hashOf(await readBuiltIn(config))).toMatch(hash);
  const more = await loadDataset({ name, trainSize: 20, testSize: 5 });
  expect(more.train.values.slice(0, few.train.values.length)).toEqual(few.train.values);
  expect(more.train.values.slice(0, 200)).not.toEqual(more.test.values.slice(0, 200));
});
