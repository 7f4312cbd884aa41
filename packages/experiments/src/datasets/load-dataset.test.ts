import { expect, test } from "vitest";
import { findDatasets } from "./find-datasets.ts";
import { hashOf, readBuiltIn } from "./load-built-in.ts";
import { loadDataset } from "./load-dataset.ts";

test("MNIST is 60,000 and 10,000 digits of 28×28, with the known mean pixel", async () => {
  const { train, test, shape, classes } = await loadDataset({ name: "mnist" });
  expect([train.size, test.size]).toEqual([60_000, 10_000]);
  expect(shape).toEqual({ kind: "image", width: 28, height: 28, channels: 1 });
  expect(classes).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
  expect([...(train.labels ?? []).slice(0, 5)]).toEqual([5, 0, 4, 1, 9]);
  const mean = train.values.reduce((sum, x) => sum + x, 0) / train.values.length;
  expect(mean).toBeCloseTo(0.13066, 5);
  expect(train.values.reduce((max, x) => Math.max(max, x), 0)).toBe(1);
});

test("a size takes the first images, and the hash tells one choice from another", async () => {
  const config = { name: "mnist", trainSize: 10, testSize: 4 } as const;
  const few = await loadDataset(config);
  const more = await loadDataset({ ...config, trainSize: 11 });
  expect([few.train.size, few.test.size]).toEqual([10, 4]);
  expect([...few.train.values]).toEqual([...more.train.values.subarray(0, 7840)]);
  const hash = hashOf(await readBuiltIn(config));
  expect(hashOf(await readBuiltIn({ ...config, trainSize: 11 }))).not.toBe(hash);
  expect(hashOf(await readBuiltIn(config))).toBe(hash);
});

test("more images than there are is refused with the rule and the value", async () => {
  await expect(loadDataset({ name: "mnist", trainSize: 60_001 })).rejects.toThrow(
    "dataset.trainSize (mnist) must be ≤ 60000, got 60001",
  );
});

test("every data set is either found, or comes with its remedy", () => {
  const found = findDatasets();
  expect(found.map(({ name }) => name)).toEqual([
    "mnist",
    "mnist-binarised",
    "mnist-14",
    "fashion-mnist",
    "bars",
    "shifted-edges",
  ]);
  for (const one of found) expect(one.found ? one.where : one.remedy).toBeTruthy();
});
