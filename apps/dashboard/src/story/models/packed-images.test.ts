import { expect, test } from "vitest";
import { packImages, unpackImages } from "./packed-images.ts";

const size = 7;
const values = Float32Array.from({ length: 3 * size }, (_, i) => ((i * i) % 3 === 1 ? 1 : 0));
const labels = Float32Array.from([7, 0, 9]);

test("packed images are a bit per pixel and a byte per label, and unpack to the same images", () => {
  const packed = packImages({ values, labels });
  expect(packed).toHaveLength(3 + 3);
  expect(unpackImages(packed, 3, size)).toEqual({ values, labels });
});

test("a file of another length is refused", () => {
  expect(() => unpackImages(new Uint8Array(5), 3, size)).toThrow("must hold 6 bytes, got 5");
});
