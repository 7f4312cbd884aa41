import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  InputError,
  parseIdx,
  parseNpy,
  parseNpz,
  parseSafetensors,
  readData,
} from "../src/index.ts";
import { bytesOf, counted, fixture } from "./fixture.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-data-"));
});
afterAll(() => rm(folder, { recursive: true }));

test.each(["uint8", "int16", "uint16", "int32", "int64", "float16", "float32", "float64"])(
  "a .npy file of %s that NumPy wrote has NumPy's values",
  (dtype) => {
    const array = parseNpy(bytesOf(`${dtype}.npy`), dtype);
    expect(array).toMatchObject({ dtype, shape: [2, 3, 4] });
    expect([...array.values]).toEqual(counted);
  },
);

test.each(["big-endian.npy", "fortran.npy"])("%s has the same values row-major", (name) => {
  expect([...parseNpy(bytesOf(name), name).values]).toEqual(counted);
});

test("booleans are 0 and 1", () => {
  expect([...parseNpy(bytesOf("bool.npy"), "bool").values].slice(0, 4)).toEqual([1, 0, 1, 0]);
});

test("half precision keeps signed zeros, subnormals, infinity and NaN", () => {
  expect([...parseNpy(bytesOf("halves.npy"), "halves").values]).toEqual([
    0,
    -0,
    1,
    -2.5,
    65504,
    2 ** -24,
    Number.POSITIVE_INFINITY,
    Number.NaN,
  ]);
});

test("the arrays of .npz files are found by name, compressed or not", () => {
  expect([...parseNpz(bytesOf("plain.npz"), "plain.npz").keys()]).toEqual(["x", "y"]);
  const splits = parseNpz(bytesOf("splits.npz"), "splits.npz", (name) => name === "x_test");
  expect([...splits].map(([name, { shape }]) => [name, shape])).toEqual([["x_test", [1, 3, 4]]]);
});

test("safetensors of several types have the values that Python wrote", () => {
  const tensors = parseSafetensors(bytesOf("arrays.safetensors"), "arrays.safetensors");
  expect([...(tensors.get("x")?.values ?? [])]).toEqual(counted);
  expect([...(tensors.get("half")?.values ?? [])]).toEqual(counted);
  expect([...(tensors.get("y")?.values ?? [])]).toEqual([3, 7]);
});

test("an IDX file is read plain and gzipped", () => {
  const bytes = Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 3, 7, 8, 9);
  for (const content of [bytes, gzipSync(bytes)])
    expect(parseIdx(content, "x-ubyte")).toEqual({
      dtype: "uint8",
      shape: [1, 3],
      values: Uint8Array.of(7, 8, 9),
    });
});

test("the splits and labels of an .npz file are found by their usual names", async () => {
  const { train, test: held } = await readData(fixture("splits.npz"));
  expect([train.size, train.shape]).toEqual([
    2,
    { kind: "image", height: 3, width: 4, channels: 1 },
  ]);
  expect(train.labels).toEqual({ index: Int32Array.of(1, 0), classes: ["0", "1"] });
  expect([held?.size, held?.labels]).toEqual([1, undefined]);
});

test("labels keep their values as class names, in numeric order", async () => {
  expect((await readData(fixture("plain.npz"))).train.labels).toEqual({
    index: Int32Array.of(0, 1),
    classes: ["3", "7"],
  });
});

test.each([
  ["not-npy.npy", "hello", "it is not a .npy file"],
  ["empty.npy", "", "it is not a .npy file"],
  ["empty-ubyte", "", "got an empty file"],
  ["cut.npz", "PK", "it is not a whole .npz file"],
  ["cut.safetensors", "abc", "it is not a whole safetensors file (3 bytes)"],
  ["wide.safetensors", "\xff\xff\0\0\0\0\0\0", "its header needs"],
  ["unknown.bin", "abc", "its name must end in .npy"],
] as const)("%s is refused with the reason", async (name, content, reason) => {
  const file = join(folder, name);
  await writeFile(file, content, "latin1");
  const refused = readData(file);
  await expect(refused).rejects.toThrow(reason);
  await expect(refused).rejects.toBeInstanceOf(InputError);
});

test("a file cut short says how many bytes its shape needs", () => {
  const whole = bytesOf("float32.npy");
  expect(() => parseNpy(whole.subarray(0, whole.length - 4), "cut.npy")).toThrow(
    "cannot read cut.npy: shape 2 × 3 × 4 of float32 needs 96 bytes (got 92); the file is damaged",
  );
});

test("text is refused with NumPy's name of its type", () => {
  expect(() => parseNpy(bytesOf("text.npy"), "text.npy")).toThrow("(got U1)");
});

test("an array that is not in the file is refused with those that are", async () => {
  await expect(readData(fixture("plain.npz"), { key: "z" })).rejects.toThrow(
    /cannot find the array z in .*; it holds x \(2 × 3 × 4 uint8\), y \(2 int64\)/,
  );
});

test("labels of another number than the samples are refused", async () => {
  await expect(readData(fixture("float32.npy"), { labels: fixture("halves.npy") })).rejects.toThrow(
    "it must hold one label per sample, 2 (got shape 8)",
  );
});
