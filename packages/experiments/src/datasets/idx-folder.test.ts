import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { missingIdxFiles, readIdxFolder } from "./idx-folder.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-idx-"));
});
afterEach(() => rm(folder, { recursive: true }));

const images = (count: number) =>
  Uint8Array.of(
    0,
    0,
    8,
    3,
    0,
    0,
    0,
    count,
    0,
    0,
    0,
    1,
    0,
    0,
    0,
    2,
    ...new Uint8Array(2 * count).fill(count),
  );
const labels = (count: number) =>
  Uint8Array.of(0, 0, 8, 1, 0, 0, 0, count, ...new Uint8Array(count));

const fill = async (files: Record<string, Uint8Array>) => {
  const whole = {
    "train-images-idx3-ubyte": images(3),
    "train-labels-idx1-ubyte": labels(3),
    "t10k-images-idx3-ubyte.gz": gzipSync(images(2)),
    "t10k-labels-idx1-ubyte.gz": gzipSync(labels(2)),
    ...files,
  };
  for (const [name, bytes] of Object.entries(whole)) await writeFile(join(folder, name), bytes);
};

test("plain and gzipped files are read alike", async () => {
  await fill({});
  expect(missingIdxFiles(folder)).toEqual([]);
  const { train, test, width, height } = await readIdxFolder(folder);
  expect([train.size, test.size, width, height]).toEqual([3, 2, 2, 1]);
  expect([...test.pixels]).toEqual([2, 2, 2, 2]);
});

test("the files that are missing are named", async () => {
  await fill({});
  await rm(join(folder, "train-labels-idx1-ubyte"));
  expect(missingIdxFiles(folder)).toEqual(["train-labels-idx1-ubyte"]);
  await expect(readIdxFolder(folder)).rejects.toThrow(
    "must hold train-labels-idx1-ubyte or train-labels-idx1-ubyte.gz",
  );
});

test("fewer labels than images are refused with both counts", async () => {
  await fill({ "train-labels-idx1-ubyte": labels(2) });
  await expect(readIdxFolder(folder)).rejects.toThrow(
    "train must hold one label per image, got 3 images and 2 labels",
  );
});

test("a gzip file cut short is refused by its name", async () => {
  await fill({ "t10k-images-idx3-ubyte.gz": gzipSync(images(2)).subarray(0, 20) });
  await expect(readIdxFolder(folder)).rejects.toThrow(
    /t10k-images-idx3-ubyte\.gz: must be a whole gzip file, got 20 bytes/,
  );
});
