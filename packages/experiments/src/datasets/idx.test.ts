import { expect, test } from "vitest";
import { InputError } from "../input-error.ts";
import { parseIdx } from "./idx.ts";

const idx = (magic: number, axes: number[], values: number[]): Uint8Array => {
  const bytes = new Uint8Array(4 + 4 * axes.length + values.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic);
  axes.forEach((axis, i) => {
    view.setUint32(4 + 4 * i, axis);
  });
  bytes.set(values, 4 + 4 * axes.length);
  return bytes;
};

test("an IDX file gives its axes and its values", () => {
  const { axes, values } = parseIdx(idx(0x803, [2, 1, 3], [1, 2, 3, 4, 5, 255]), "images", 3);
  expect(axes).toEqual([2, 1, 3]);
  expect([...values]).toEqual([1, 2, 3, 4, 5, 255]);
});

test("a view into a larger buffer is read from its own beginning", () => {
  const whole = new Uint8Array(32).fill(9);
  whole.set(idx(0x801, [2], [7, 8]), 5);
  expect([...parseIdx(whole.subarray(5, 15), "labels", 1).values]).toEqual([7, 8]);
});

test.each([
  [
    "a truncated file",
    idx(0x803, [2, 2, 2], [1, 2, 3]),
    "axes 2 × 2 × 2 must be followed by 8 bytes, got 3",
  ],
  [
    "a file with bytes left over",
    idx(0x803, [1, 1, 1], [1, 2]),
    "axes 1 × 1 × 1 must be followed by 1 bytes, got 2",
  ],
  [
    "a wrong magic number",
    idx(0x801, [1, 1, 1], [1]),
    "must be 0x00000803 (unsigned bytes, 3 axes), got 0x00000801",
  ],
  ["a header cut short", new Uint8Array(7), "the IDX header must hold 16 bytes, got 7"],
  ["an empty file", new Uint8Array(0), "the IDX header must hold 16 bytes, got 0"],
])("%s is refused with the file, the rule and the values", (_, bytes, message) => {
  const parse = () => parseIdx(bytes, "t10k-images-idx3-ubyte", 3);
  expect(parse).toThrow(InputError);
  expect(parse).toThrow(`t10k-images-idx3-ubyte: `);
  expect(parse).toThrow(message);
});
