import { expect, test } from "vitest";
import { completeConfig, configKeys } from "./complete-config.ts";
import { labelOf } from "./label.ts";

const dataset = (...layers: object[]) =>
  completeConfig(...layers.map((one) => ({ dataset: one }))).dataset;

test.each([
  ["/data/table.csv", "table"],
  ["photos/", "photos"],
  ["C:\\data\\x.y.npy", "x"],
  ["train-images-idx3-ubyte.gz", "train-images-idx3-ubyte"],
  [".hidden", ".hidden"],
  ["..", "data"],
  ["mnist.npy", "own-mnist"],
])("data at %s are called %s", (train, name) => {
  expect(dataset({ train })).toEqual({ name, train });
  expect(labelOf(completeConfig({ dataset: { train } }))).toContain(` · ${name}`);
});

test("a given name stays, and goes with its path", () => {
  expect(dataset({ train: "x.csv", name: "fruit" })).toMatchObject({ name: "fruit" });
  expect(dataset({ train: "x.csv", name: "fruit" }, { train: "y.csv" })).toMatchObject({
    name: "y",
  });
  expect(dataset({ train: "x.csv", name: "fruit" }, { scale: "unit" })).toMatchObject({
    name: "fruit",
  });
});

test("data of one's own and built-in data take each other's place and keep the sizes", () => {
  expect(dataset({ name: "bars", trainSize: 9 }, { train: "x.csv" })).toEqual({
    name: "x",
    train: "x.csv",
    trainSize: 9,
  });
  expect(dataset({ train: "x.csv", scale: "unit", testSize: 9 }, { name: "bars" })).toEqual({
    name: "bars",
    testSize: 9,
  });
});

test.each<[object, string]>([
  [{ name: "cifar" }, "for data of your own, set dataset.train (--data) to a path"],
  [{ name: "bars", scale: "unit" }, "dataset.scale is for data of your own: set dataset.train"],
  [{ train: "x.csv", name: "mnist" }, 'must not be that of a built-in data set, got "mnist"'],
  [{ train: "x.csv", name: "a\nb" }, "characters without control characters"],
  [{ train: "" }, "dataset.train must be a text of 1 to 4096 characters"],
  [{ train: "x.csv", test: "y.csv", testShare: 0.1 }, "two ways to a test split"],
  [{ train: "x.csv", testShare: 1 }, "dataset.testShare must be a number between 0 and 1, got 1"],
  [{ train: "x.npy", testLabels: "y.npy" }, "needs a dataset.test that they are of"],
  [{ train: "x", crop: true }, "needs a dataset.resize"],
  [{ train: "x", resize: [32] }, "dataset.resize must be a width and a height in pixels"],
  [{ train: "x", shape: [8] }, "dataset.shape must be a height, a width and optionally channels"],
  [{ train: "x", scale: "log" }, 'dataset.scale must be one of unit, standardise, got "log"'],
  [{ train: "x", columns: [] }, "dataset.columns must be a list of names"],
])("%j is refused", (given, message) => {
  expect(() => dataset(given)).toThrow(message);
});

test("the keys of data of one's own are keys of a config", () => {
  for (const key of ["train", "test", "testShare", "scale", "columns"])
    expect(configKeys).toContain(`dataset.${key}`);
});
