import { decode } from "fast-png";
import { expect, test } from "vitest";
import { imageGrid } from "./image-grid.ts";

const two = { width: 28, height: 28, channels: 1, columns: 2 } as const;
/** Three flat images of 0, ½ and 1. */
const greys = Float32Array.from({ length: 3 * 784 }, (_, i) => Math.floor(i / 784) / 2);

test("images stand in reading order, enlarged, with a gap of two pixels and a blank last place", () => {
  const { width, height, data, channels } = decode(imageGrid({ ...two, images: greys }));
  expect([width, height, channels]).toEqual([2 + 2 * 58, 2 + 2 * 58, 1]);
  const at = (column: number, row: number) =>
    data[(2 + row * 58 + 28) * width + 2 + column * 58 + 28];
  expect([at(0, 0), at(1, 0), at(0, 1), at(1, 1)]).toEqual([0, 128, 255, 255]);
  expect(data[0]).toBe(255);
});

test("values outside [0, 1] are drawn as black and white", () => {
  const { data, width } = decode(
    imageGrid({ images: Float32Array.of(-3, 7), width: 1, height: 1, channels: 1, columns: 2 }),
  );
  expect([data[2 * width + 2], data[2 * width + 60]]).toEqual([0, 255]);
});

test("colours stay with their pixels", () => {
  const redThenBlue = Float32Array.of(1, 0, 0, 0, 0, 1);
  const { data, width, channels } = decode(
    imageGrid({ images: redThenBlue, width: 2, height: 1, channels: 3, columns: 1, tileWidth: 2 }),
  );
  expect([width, channels]).toEqual([6, 3]);
  expect([...data.subarray(3 * (2 * width + 2), 3 * (2 * width + 4))]).toEqual([
    255, 0, 0, 0, 0, 255,
  ]);
});
