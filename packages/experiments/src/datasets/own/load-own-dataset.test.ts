import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadDataset } from "../load-dataset.ts";
import { defaultTestShare, splitByShare } from "./test-share.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-own-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A .npy file of format version 1. */
const npy = async (name: string, type: string, shape: number[], values: ArrayBufferView) => {
  const axes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${axes}), }`;
  const header = `${text.padEnd(117)}\n`;
  const start = Buffer.from("\x93NUMPY\x01\x00", "latin1");
  const size = Buffer.from(Uint16Array.of(header.length).buffer);
  const { buffer, byteOffset, byteLength } = values;
  const path = join(folder, name);
  await writeFile(
    path,
    Buffer.concat([start, size, Buffer.from(header), Buffer.from(buffer, byteOffset, byteLength)]),
  );
  return path;
};
const floats = (name: string, values: number[][]) =>
  npy(name, "<f4", [values.length, values[0]?.length ?? 0], Float32Array.from(values.flat()));
const own = (train: string, rest: object = {}) => loadDataset({ name: "mine", train, ...rest });

const numbers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => [n, 10 * n, 5]);

test("a share of the samples is split off, in the order of the data, the same at every run", async () => {
  const path = await floats("ten.npy", numbers);
  const { train, test: held } = await own(path, { testShare: 0.3 });
  const { train: rows, test: others } = splitByShare(10, 0.3);
  expect([train.size, held.size]).toEqual([7, 3]);
  expect([...train.values].filter((_, i) => i % 3 === 0)).toEqual([...rows]);
  expect([...held.values].filter((_, i) => i % 3 === 0)).toEqual([...others]);
  expect([...rows, ...others].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect((await own(path)).test.size).toBe(10 * defaultTestShare);
});

test("a share leaves at least one sample on either side", () => {
  for (const share of [0.001, 0.999]) {
    const { train, test: held } = splitByShare(2, share);
    expect([train.length, held.length]).toEqual([1, 1]);
  }
});

test("bytes are fractions of 255, bits stay bits, and other numbers stay as they are", async () => {
  const values = Uint8Array.of(0, 51, 255, 102);
  const bytes = await npy("bytes.npy", "|u1", [4, 1], values);
  const { train, test: held, transform } = await own(bytes, { test: bytes });
  expect([...train.values]).toEqual([0, 0.2, 1, 0.4].map(Math.fround));
  expect(held.values).toEqual(train.values);
  expect(transform).toBeUndefined();
  const bits = await npy("bits.npy", "|u1", [3, 1], Uint8Array.of(0, 1, 1));
  expect([...(await own(bits, { test: bits })).train.values]).toEqual([0, 1, 1]);
  const wide = await npy("wide.npy", "<i4", [2, 1], Int32Array.of(-7, 300));
  expect([...(await own(wide, { test: wide })).train.values]).toEqual([-7, 300]);
});

test("standardising takes mean and deviation from the training split, column by column", async () => {
  const train = await floats("train.npy", [
    [0, 100, 5],
    [2, 300, 5],
  ]);
  const held = await floats("test.npy", [[4, 200, 6]]);
  const data = await own(train, { test: held, scale: "standardise" });
  expect(data.transform).toEqual({ shift: [1, 200, 5], scale: [1, 100, 1] });
  expect([...data.train.values]).toEqual([-1, -1, 0, 1, 1, 0]);
  expect([...data.test.values]).toEqual([3, 0, 1]);
});

test("the unit scale maps the range of the training split to [0, 1], images as a whole", async () => {
  const path = await npy("images.npy", "<f4", [2, 1, 2], Float32Array.of(0, 4, 8, 16));
  const { transform, shape, train } = await own(path, { test: path, scale: "unit" });
  expect(shape).toEqual({ kind: "image", height: 1, width: 2, channels: 1 });
  expect(transform).toEqual({ shift: 0, scale: 16 });
  expect([...train.values]).toEqual([0, 0.25, 0.5, 1]);
  const rows = await floats("rows.npy", [
    [1, -1],
    [3, -5],
  ]);
  const { transform: perColumn } = await own(rows, { test: rows, scale: "unit" });
  expect(perColumn).toEqual({ shift: [1, -5], scale: [2, 4] });
});

test("both splits number their classes alike, also if one lacks some", async () => {
  const [train, held] = await Promise.all(
    [
      ["train.csv", "x,kind\n1,pear\n2,apple\n3,pear\n"],
      ["test.csv", "x,kind\n1,quince\n2,pear\n"],
    ].map(async ([name = "", text = ""]) => {
      await writeFile(join(folder, name), text);
      return join(folder, name);
    }),
  );
  const data = await own(train ?? "", { test: held, labels: "kind" });
  expect(data.classes).toEqual(["apple", "pear", "quince"]);
  expect([...(data.train.labels ?? [])]).toEqual([1, 0, 1]);
  expect([...(data.test.labels ?? [])]).toEqual([2, 1]);
  expect(data.shape).toEqual({ kind: "vector", length: 1, columns: ["x"] });
});

test("equal data have equal hashes under any name and path; other values, labels or scales do not", async () => {
  const [a, b] = await Promise.all([floats("a.npy", numbers), floats("b.npy", numbers)]);
  const labels = await npy(
    "l.npy",
    "<i4",
    [10],
    Int32Array.from(numbers, (_, i) => i % 2),
  );
  const { hash } = await own(a);
  expect((await loadDataset({ name: "other", train: b })).hash).toBe(hash);
  const others = await Promise.all([
    own(await floats("c.npy", numbers.with(3, [3, 30, 6]))),
    own(a, { labels }),
    own(a, { scale: "standardise" }),
    own(a, { testShare: 0.2 }),
    own(a, { shape: [1, 3] }),
    own(a, { trainSize: 5 }),
  ]);
  expect(new Set([hash, ...others.map((one) => one.hash)]).size).toBe(7);
});

test("floats that hold the fractions of bytes are the same data as the bytes", async () => {
  const grey = Uint8Array.from({ length: 8 }, (_, i) => 36 * i);
  const bytes = await npy("grey.npy", "|u1", [4, 1, 2], grey);
  const fractions = await npy(
    "fractions.npy",
    "<f4",
    [4, 1, 2],
    Float32Array.from(grey, (k) => k / 255),
  );
  expect((await own(fractions)).hash).toBe((await own(bytes)).hash);
});
