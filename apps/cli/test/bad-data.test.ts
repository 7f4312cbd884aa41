import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { vaeLabHere } from "./command.ts";

let folder = "";
const at = (name: string): string => join(folder, name);

/** A .npy file of format version 1. */
const npy = (type: string, shape: readonly number[], values: ArrayBufferView): Buffer => {
  const axes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const header = `${`{'descr': '${type}', 'fortran_order': False, 'shape': (${axes}), }`.padEnd(117)}\n`;
  return Buffer.concat([
    Buffer.from("\x93NUMPY\x01\x00", "latin1"),
    Buffer.from(Uint16Array.of(header.length).buffer),
    Buffer.from(header),
    Buffer.from(values.buffer, values.byteOffset, values.byteLength),
  ]);
};
const f4 = (shape: readonly number[], ...values: number[]) =>
  npy("<f4", shape, Float32Array.from(values));
const idx = (...axes: number[]) =>
  Buffer.from([
    ...[0, 0, 8, axes.length],
    ...axes.flatMap((size) => [0, 0, size >> 8, size & 255]),
    ...new Array(axes.reduce((a, b) => a * b, 1)).fill(7),
  ]);
const png = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "red" } })
    .png()
    .toBuffer();
const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => i);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-bad-data-"));
  for (const name of ["empty", "sizes", "damaged"]) await mkdir(at(name));
  const small = zipSync({ "x.npy": f4([2, 2], 1, 2, 3, 4), "y.npy": f4([2], 0, 1) });
  const files: Record<string, string | Uint8Array> = {
    "data.xyz": "1,2",
    "empty.npy": "",
    "text.npy": "hello",
    "cut.npy": f4([2, 2], 1, 2, 3, 4).subarray(0, 140),
    "objects.npy": npy("|O", [1], bytes(8)),
    "complex.npy": npy("<c8", [1], bytes(8)),
    "none.npy": f4([0, 3]),
    "number.npy": f4([], 1),
    "deep.npy": f4([1, 1, 1, 1, 1], 1),
    "nan.npy": f4([2, 3], 1, 2, 3, 4, Number.NaN, 6),
    "infinite.npy": f4([1, 2, 2], 1, 2, 3, Number.POSITIVE_INFINITY),
    "one.npy": f4([1, 3], 1, 2, 3),
    "two.npy": f4([2, 3], 0, 0.5, 1, 1, 0, 0.2),
    "wide.npy": f4([4, 2], -3, 1, 2, 14.5, 0, 1, 2, 3),
    "layout.npy": f4([2, 3, 2, 3], ...bytes(36)),
    "bytes.npy": npy("|u1", [4, 3], bytes(12)),
    "labels.npy": f4([3], 0, 1, 2),
    "halves.npy": f4([2], 0.5, 1),
    "cut.npz": small.subarray(0, 60),
    "two.npz": zipSync({ "a.npy": f4([1, 1], 1), "b.npy": f4([1, 1], 1) }),
    "small.npz": small,
    "empty.csv": "",
    "header.csv": "a,b\n",
    "missing.csv": "a,b\n1,2\n3,\n",
    "words.csv": "a,b\n1,2\n3,red\n",
    "ragged.csv": "a,b\n1,2\n3,4,5\n",
    "good.csv": "a,b,kind\n1,2,x\n3,4,y\n",
    "other.csv": "a,c\n1,2\n3,4\n",
    "empty-images-idx3-ubyte": "",
    "none-images-idx3-ubyte": idx(0, 4, 4),
    "short-images-idx3-ubyte": idx(2, 4, 4).subarray(0, 30),
    "cut-images-idx3-ubyte.gz": gzipSync(idx(2, 4, 4)).subarray(0, 20),
    "cut.safetensors": "abc",
    "sizes/a.png": await png(3, 2),
    "sizes/b.png": await png(4, 2),
    "damaged/a.png": (await png(3, 2)).subarray(0, 40),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(at(name), content);
});
afterAll(() => rm(folder, { recursive: true }));

test.each<[string, string[], string]>([
  ["nothing.npy", [], "there is no such file or folder"],
  ["data.xyz", [], "its name must end in .npy, .npz, .safetensors, .csv"],
  ["empty.npy", [], "it is not a .npy file"],
  ["text.npy", [], "it is not a .npy file"],
  ["cut.npy", [], "shape 2 × 2 of float32 needs 16 bytes (got 12); the file is damaged"],
  [
    "objects.npy",
    [],
    "its type must be a boolean, an integer or a float of at most 64 bits (got O)",
  ],
  ["complex.npy", [], "(got c8)"],
  ["none.npy", [], "with at least one value (got 0 × 3)"],
  ["number.npy", [], "with at least one value (got scalar)"],
  ["deep.npy", [], "it must be N × D, N × H × W"],
  ["nan.npy", [], "values must be finite (got NaN at [1, 1], counted from 0)"],
  ["infinite.npy", [], "values must be finite (got Infinity at [0, 1, 1], counted from 0)"],
  ["one.npy", [], "it must hold at least 2 samples (got 1); name a test split with --data-test"],
  ["layout.npy", [], "set the layout to channels-last or channels-first"],
  ["two.npy", ["--shape", "2x2"], "whose product is 3 (the array is 2 × 3)"],
  ["two.npy", ["--labels", "labels.npy"], "one label per sample, 2 (got shape 3)"],
  ["two.npy", ["--labels", "halves.npy"], "labels are whole numbers (got 0.5 at 0)"],
  ["two.npy", ["--labels", "no.npy"], "cannot read"],
  ["two.npy", ["--test-share", "1.5"], "--test-share must be a number between 0 and 1"],
  ["two.npy", ["--data-test", "wide.npy"], "of one shape (got vector of 3 and vector of 2)"],
  ["two.npy", ["--data-test", "bytes.npy"], "both must hold floats (got bytes)"],
  ["two.npy", ["--resize", "big"], "--resize must be such as 32x32"],
  ["cut.npz", [], "it is not a whole .npz file"],
  ["two.npz", [], "name one with --data-key"],
  ["small.npz", ["--data-key", "z"], "it holds x (2 × 2 float32), y (2 float32)"],
  ["empty.csv", [], "it holds no rows of values"],
  ["header.csv", [], "it holds no rows of values"],
  ["missing.csv", [], "row 3, column b has no value"],
  ["words.csv", [], 'row 3, column b is no finite number (got "red")'],
  ["ragged.csv", [], "as a table"],
  ["good.csv", ["--columns", "a,z"], "its 3 columns are a, b, kind"],
  ["good.csv", ["--columns", "a,b", "--data-test", "other.csv"], "cannot find column b"],
  ["empty-images-idx3-ubyte", [], "got an empty file"],
  ["none-images-idx3-ubyte", [], "with at least one value (got 0 × 4 × 4)"],
  ["short-images-idx3-ubyte", [], "the file is damaged"],
  ["cut-images-idx3-ubyte.gz", [], "it is not a whole gzip file"],
  ["cut.safetensors", [], "it is not a whole safetensors file"],
  ["empty", [], "it holds no .png, .jpg or .jpeg file"],
  ["sizes", [], "(a.png is 3 × 2, b.png is 4 × 2); give --resize WIDTHxHEIGHT"],
  ["damaged", [], "cannot read the image"],
])("`vae-lab data %s %j` is one clear sentence and exit code 2", async (name, options, message) => {
  const files = options.map((option) => (/\.(npy|csv)$/.test(option) ? at(option) : option));
  const { code, stderr } = await vaeLabHere(["data", at(name), ...files]);
  expect(stderr).toContain(message);
  expect(stderr).toMatch(/^error: cannot |^error: --/);
  expect(stderr).not.toMatch(/^\s+at .*:\d+:\d+/m);
  expect(code).toBe(2);
});

test.each<[string, string[], string]>([
  [
    "a Bernoulli likelihood of values outside [0, 1]",
    ["--data", "wide.npy"],
    "it takes values in [0, 1] (the training samples range from -3 to 14.5); bring them to [0, 1] with --scale unit, or use --scale standardise and another model.likelihood.kind, such as learned-gaussian",
  ],
  [
    "grey levels that are none",
    ["--data", "two.npy", "--likelihood", "discretised-logistic"],
    "it takes grey levels k / (levels − 1) in [0, 1]",
  ],
  [
    "convolutions of vectors",
    ["--data", "two.npy", "--encoder-config"],
    "it takes images (got vectors of 3 values); use dense",
  ],
  ["more samples than there are", ["--size-config"], "must be ≤ the number of samples (got 1)"],
  [
    "data of your own beside a built-in data set",
    ["--data", "two.npy", "--dataset", "bars"],
    "cannot train on two data sets: --data is data of your own, --dataset a built-in set (got --dataset bars); give one of them",
  ],
  ["a way to read data that are not named", ["--scale", "unit"], "set dataset.train (--data) too"],
])("%s is refused before anything trains", async (_, options, message) => {
  await writeFile(at("encoder.json"), JSON.stringify({ model: { encoder: "convolutional" } }));
  await writeFile(
    at("size.json"),
    JSON.stringify({ dataset: { train: "two.npy", trainSize: 100 } }),
  );
  const args = options.map((option) =>
    option.endsWith(".npy") ? at(option) : option.replace(/^--(.*)-config$/, at("$1.json")),
  );
  const { code, stderr } = await vaeLabHere(["train", ...args, "--home", at("home")]);
  expect(stderr).toContain(message);
  expect(stderr).toMatch(/^error: /m);
  expect(code).toBe(2);
});
