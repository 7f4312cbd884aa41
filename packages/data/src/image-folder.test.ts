import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readImageFolder } from "./image-folder.ts";
import { readData } from "./read-data.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-images-"));
});
afterEach(() => rm(folder, { recursive: true }));

const size = { width: 3, height: 2 };
/** A PNG whose bytes are given, row by row, with its channels last. */
const png = async (name: string, bytes: readonly number[], channels: 1 | 3 | 4, raw = size) => {
  const image = sharp(Uint8Array.from(bytes), { raw: { ...raw, channels } });
  const grey = channels === 1 ? image.toColourspace("b-w") : image;
  await writeFile(join(folder, name), await grey.png().toBuffer());
};
const counted = (count: number) => Array.from({ length: count }, (_, i) => i);

test("colour images keep their bytes, in the order of their names", async () => {
  await png("b.png", counted(18).reverse(), 3);
  await png("a.png", counted(18), 3);
  const images = await readImageFolder(folder);
  expect(images.shape).toEqual({ kind: "image", height: 2, width: 3, channels: 3 });
  expect([...images.values]).toEqual([...counted(18), ...counted(18).reverse()]);
  expect(images.labels).toBeUndefined();
});

test("images that are all grey have one channel", async () => {
  await png("a.png", counted(6), 1);
  expect((await readImageFolder(folder)).shape).toMatchObject({ channels: 1 });
  await png("b.png", counted(18), 3);
  const { shape, values } = await readImageFolder(folder);
  expect(shape).toMatchObject({ channels: 3 });
  expect([...values.slice(0, 6)]).toEqual([0, 0, 0, 1, 1, 1]);
});

test("sub-folders are labels, train and test are splits", async () => {
  for (const name of ["cat", "dog"]) await mkdir(join(folder, name));
  await png("cat/1.png", counted(6), 1);
  await png("dog/1.png", counted(6), 1);
  expect((await readImageFolder(folder)).labels).toEqual({
    index: Int32Array.of(0, 1),
    classes: ["cat", "dog"],
  });
  for (const name of ["train", "test"]) await mkdir(join(folder, name));
  await png("train/1.png", counted(6), 1);
  await png("test/1.png", counted(6), 1);
  const data = await readData(folder);
  expect([data.train.size, data.test?.size]).toEqual([1, 1]);
});

test("transparent parts are laid on black", async () => {
  await png("a.png", [9, 8, 7, 0, 6, 5, 4, 255], 4, { width: 2, height: 1 });
  expect([...(await readImageFolder(folder)).values]).toEqual([0, 0, 0, 6, 5, 4]);
});

test("images of unequal size are refused, unless they are resized", async () => {
  await png("a.png", counted(6), 1);
  await png("b.png", counted(4), 1, { width: 2, height: 2 });
  await expect(readImageFolder(folder)).rejects.toThrow(
    "its images must have one size (a.png is 3 × 2, b.png is 2 × 2); give --resize WIDTHxHEIGHT",
  );
  expect((await readImageFolder(folder, { resize: [4, 5] })).shape).toMatchObject({
    width: 4,
    height: 5,
  });
});

test("a damaged image is refused by its name, and a folder without images too", async () => {
  await expect(readImageFolder(folder)).rejects.toThrow("it holds no .png, .jpg or .jpeg file");
  await writeFile(join(folder, "a.png"), "no image");
  await expect(readImageFolder(folder)).rejects.toThrow(/cannot read the image .*a\.png: /);
});

test("one image file is one sample, without labels", async () => {
  await png("a.png", counted(6), 1);
  const { train } = await readData(join(folder, "a.png"));
  expect(train).toEqual({ ...(await readImageFolder(folder)), size: 1 });
  expect(train.labels).toBeUndefined();
});
