import { expect, test } from "vitest";
import { laplacianVariance, laplacianVariances } from "./laplacian-variance.ts";

const shape = { kind: "image", width: 6, height: 5, channels: 1 } as const;
const image = (value: (x: number, y: number) => number) =>
  Float32Array.from({ length: 30 }, (_, i) => value(i % 6, Math.floor(i / 6)));

test("a plane has no Laplacian, and x² the same everywhere", () => {
  expect(
    laplacianVariance(
      image((x, y) => 2 * x - y),
      shape,
    ).value,
  ).toBeCloseTo(0, 10);
  expect(
    laplacianVariance(
      image((x) => x * x),
      shape,
    ).value,
  ).toBeCloseTo(0, 10);
});

test("a chessboard of ±a has (8a)²", () => {
  const chess = image((x, y) => (((x + y) % 2) * 2 - 1) * 0.5);
  expect(laplacianVariance(chess, shape).value).toBeCloseTo(16, 10);
});

test("it is that of scipy.ndimage.laplace on inner pixels", () => {
  const own = image((x, y) => Math.fround(Math.sin(x * x + 2 * y)));
  // laplace(sin(x * x + 2 * y).astype(float32))[1:-1, 1:-1].var()
  expect(laplacianVariances(own, shape)[0]).toBeCloseTo(12.197675522065033, 6);
});

test("each channel counts as an image", () => {
  const [a, b] = [image((x, y) => (x * y) % 3), image((x, y) => (x + 2 * y) % 4)];
  const both = Float32Array.from({ length: 60 }, (_, i) => (i % 2 ? b : a)[i >> 1] ?? 0);
  const [first, second] = laplacianVariances(both, { ...shape, channels: 2 });
  expect(first).toBeCloseTo(laplacianVariances(a, shape)[0] ?? 0, 10);
  expect(second).toBeCloseTo(laplacianVariances(b, shape)[0] ?? 0, 10);
});
