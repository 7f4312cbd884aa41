import { expect, test } from "vitest";
import { relativeSharpness } from "./relative-sharpness.ts";

const side = 8;
const grey = { kind: "image", width: side, height: side, channels: 1 } as const;
const colour = { ...grey, channels: 3 } as const;
/** A slow wave along x plus `fine` times the fastest one. */
const wave = (fine: number): number[] =>
  Array.from({ length: side * side }, (_, i) => {
    const x = i % side;
    return Math.cos((2 * Math.PI * x) / side) + fine * (-1) ** x;
  });
const image = (...channels: number[][]): Float32Array =>
  Float32Array.from({ length: channels.length * side * side }, (_, i) => {
    const channel = channels[i % channels.length] ?? [];
    return channel[Math.floor(i / channels.length)] ?? Number.NaN;
  });

test("a wave's own share of power is known, and images are compared with the data", () => {
  // Powers ½ and fine²: shares fine² / (½ + fine²)
  const relative = relativeSharpness(image(wave(1)), grey);
  expect(relative?.(image(wave(1)))).toBeCloseTo(1, 6);
  expect(relative?.(image(wave(0.5)))).toBeCloseTo(0.25 / 0.75 / (1 / 1.5), 6);
});

test("colour adds up the power of its channels", () => {
  const data = image(wave(1), wave(0), wave(0));
  const relative = relativeSharpness(data, colour);
  // Shares of all channels: 1 / 2.5 of the data, 0.25 · 3 / 2.25 of the images
  expect(relative?.(image(wave(0.5), wave(0.5), wave(0.5)))).toBeCloseTo(0.75 / 2.25 / 0.4, 6);
  expect(relative?.(data)).toBeCloseTo(1, 6);
});

test("grey images stored in colour are as sharp as in grey", () => {
  const [a, b] = [wave(1), wave(0.3)];
  const inGrey = relativeSharpness(image(a), grey)?.(image(b)) ?? Number.NaN;
  expect(relativeSharpness(image(a, a, a), colour)?.(image(b, b, b))).toBeCloseTo(inGrey, 6);
});

test("vectors and flat images have no sharpness", () => {
  expect(relativeSharpness(image(wave(1)), { kind: "vector", length: 64 })).toBeUndefined();
  expect(relativeSharpness(new Float32Array(64).fill(0.5), grey)).toBeUndefined();
});
