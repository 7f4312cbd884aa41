import { expect, test } from "vitest";
import { cacheLast } from "./cache-last.ts";
import { loadDataset } from "./load-dataset.ts";

const few = { name: "mnist", trainSize: 3, testSize: 2 } as const;
const more = { ...few, trainSize: 4 };

test("the same images are read once, others in their place", async () => {
  const read: number[] = [];
  const load = cacheLast((config) => {
    read.push(config.trainSize ?? 0);
    return loadDataset(config);
  });
  const first = await load(few);
  expect(await load({ testSize: 2, trainSize: 3, name: "mnist" })).toBe(first);
  expect((await load(more)).train.size).toBe(4);
  expect((await load(few)).train.size).toBe(3);
  expect(read).toEqual([3, 4, 3]);
});

test("what could not be read is asked for again", async () => {
  let isThere = false;
  const load = cacheLast(async (config) => {
    if (!isThere) throw new Error("not here");
    return loadDataset(config);
  });
  await expect(load(few)).rejects.toThrow("not here");
  isThere = true;
  expect((await load(few)).train.size).toBe(3);
});
