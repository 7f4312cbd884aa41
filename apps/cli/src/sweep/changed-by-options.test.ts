import { expect, test } from "vitest";
import { changedByOptions } from "./changed-by-options.ts";

const grid = {
  base: { dataset: { name: "mnist", trainSize: 128 }, epochs: 1 },
  vary: { seed: [1, 2], "objective.beta": [1, 4] },
};

test("without options the file's grid is left as it is", () => {
  expect(changedByOptions(grid, {})).toEqual(grid);
});

test("epochs and data set replace those of the base", () => {
  expect(changedByOptions(grid, { epochs: 3, dataset: "bars" })).toEqual({
    base: { dataset: { name: "bars", trainSize: 128 }, epochs: 3 },
    vary: grid.vary,
  });
});

test("seeds replace those of the file, or are a new axis", () => {
  expect(changedByOptions(grid, { seeds: 3 }).vary).toEqual({
    seed: [1, 2, 3],
    "objective.beta": [1, 4],
  });
  const { vary } = changedByOptions({ base: {}, vary: { epochs: [1] } }, { seeds: 2 });
  expect(Object.entries(vary)).toEqual([
    ["epochs", [1]],
    ["seed", [1, 2]],
  ]);
});

test("a quick sweep trains on few images, and never on more than the file says", () => {
  expect(changedByOptions(grid, { quick: true }).base).toEqual({
    dataset: { name: "mnist", trainSize: 128, testSize: 1000 },
    epochs: 1,
  });
});

test.each([
  [{ epochs: 3 }, { epochs: [1, 2] }, '--epochs cannot set what the file varies ("epochs")'],
  [{ dataset: "bars" }, { "dataset.name": ["bars"] }, '("dataset.name"): omit the option'],
  [{ dataset: "bars" }, { dataset: [{ name: "bars" }] }, "--dataset cannot set what the file"],
  [{ quick: true }, { "dataset.testSize": [10] }, "--quick cannot set what the file varies"],
])("%j is refused beside a vary of %j", (options, vary, message) => {
  expect(() => changedByOptions({ base: {}, vary }, options)).toThrow(message);
});
