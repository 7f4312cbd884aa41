import { expect, test } from "vitest";
import { slopesAt } from "./slopes.ts";

const cell = { direction: "reverse-kl", rate: 3, distortion: 80, n: 1 };

test("lines have slope −β and equal lengths in pixels, centred at their cells", () => {
  const perUnit = { x: 20, y: 5 };
  const slopes = slopesAt(
    [
      { ...cell, beta: 0.25 },
      { ...cell, beta: 16 },
    ],
    perUnit,
  );
  const lengths = slopes.map(({ from, to }) =>
    Math.hypot(perUnit.x * (to[0] - from[0]), perUnit.y * (to[1] - from[1])),
  );
  expect(slopes.map(({ from, to }) => (to[1] - from[1]) / (to[0] - from[0]))).toEqual([
    expect.closeTo(-0.25, 10),
    expect.closeTo(-16, 10),
  ]);
  expect(lengths[0]).toBeCloseTo(lengths[1] ?? 0, 10);
  for (const { from, to } of slopes) {
    expect((from[0] + to[0]) / 2).toBeCloseTo(3, 10);
    expect((from[1] + to[1]) / 2).toBeCloseTo(80, 10);
  }
});

test("regularisers other than reverse KL, and β = 0, have no slope", () => {
  const others = [
    { ...cell, direction: "forward-kl", beta: 1 },
    { ...cell, beta: 0 },
  ];
  expect(slopesAt(others, { x: 1, y: 1 })).toEqual([]);
});
