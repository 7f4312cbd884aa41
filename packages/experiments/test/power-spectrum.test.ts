import { expect, test } from "vitest";
import { powerSpectrum } from "./power-spectrum.ts";

const scrambled = (n: number) =>
  Float64Array.from({ length: n }, (_, i) => Math.sin(i * i * 12.9898));
const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);

test.each([
  [28, 28],
  [8, 8],
  [7, 5],
  [6, 9],
])("the power of %i×%i images obeys Parseval's theorem", (width, height) => {
  const images = scrambled(3 * width * height);
  const energy = sum(images.map((x) => x * x));
  expect(sum(powerSpectrum(images, width, height)) / (width * height * energy)).toBeCloseTo(1, 12);
});

test("the spectrum is the transform as it is written down", () => {
  const [width, height] = [5, 6];
  const image = scrambled(width * height);
  const power = powerSpectrum(image, width, height);
  for (let v = 0; v < height; v++)
    for (let u = 0; u < width; u++) {
      let re = 0;
      let im = 0;
      image.forEach((value, i) => {
        const angle =
          -2 * Math.PI * ((u * (i % width)) / width + (v * Math.floor(i / width)) / height);
        re += value * Math.cos(angle);
        im += value * Math.sin(angle);
      });
      expect(power[v * width + u]).toBeCloseTo(re * re + im * im, 9);
    }
});
