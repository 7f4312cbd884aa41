import { expect, test } from "vitest";
import { blendPoints, pixelOf, placeOf } from "./draw-map.ts";

const size = 20;
const view = { x: 0, y: 0, half: 10 };
const white = () => ({ data: new Uint8ClampedArray(4 * size * size).fill(255), width: size });
const at = (image: ReturnType<typeof white>, x: number, y: number) => [
  ...image.data.subarray(4 * (y * size + x), 4 * (y * size + x) + 3),
];

test("a point is blended as a square around its pixel, the faded ones beneath", () => {
  const image = white();
  const points = {
    view,
    x: Float32Array.of(-5, 5, 5, 99),
    y: Float32Array.of(5, -5, -5, 0),
    colours: Uint32Array.of(0x0000ff, 0x00ff00, 0xff0000, 0),
    isShown: (index: number) => index !== 1,
  };
  blendPoints(image, points, 2);
  // Red at 85 % on white
  expect(at(image, 5, 5)).toEqual([255, 38, 38]);
  expect(at(image, 4, 4)).toEqual([255, 38, 38]);
  expect(at(image, 6, 6)).toEqual([255, 255, 255]);
  // Green at 12 % on white, then blue at 85 %
  expect(at(image, 15, 15)).toEqual([34, 38, 250]);
  expect(image.data.filter((value) => value < 255).length).toBe(4 * 2 + 4 * 3);
});

test("places and pixels are inverse to each other", () => {
  const zoomed = { x: 1, y: -2, half: 3 };
  const place = placeOf(zoomed, size, pixelOf(zoomed, size).at(0.5, -1.5));
  expect(place[0]).toBeCloseTo(0.5, 12);
  expect(place[1]).toBeCloseTo(-1.5, 12);
});
