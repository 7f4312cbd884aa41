import { rng } from "@vae-lab/core";
import { expect, test } from "vitest";
import { lineOfUnit, planeOfUnits, principalPlane } from "./projection.ts";

test("the principal plane of codes on a plane through 5 units is that plane", () => {
  const [first, second] = [
    [0.6, 0.8, 0, 0, 0],
    [0, 0, 0, -0.6, 0.8],
  ] as const;
  const draws = rng(1).normals(2 * 400);
  const codes = Float32Array.from({ length: 400 * 5 }, (_, i) => {
    const [n, k] = [Math.floor(i / 5), i % 5];
    return (
      3 * (draws[2 * n] ?? 0) * (first[k] ?? 0) + (draws[2 * n + 1] ?? 0) * (second[k] ?? 0) + 1
    );
  });
  const { labels, place, lift } = principalPlane(codes, 5);
  const shares = labels.map((label) => Number(/(\d+) %/.exec(label)?.[1]));
  expect((shares[0] ?? 0) + (shares[1] ?? 0)).toBe(100);
  expect(shares[0]).toBeGreaterThan(85);
  for (const n of [0, 7, 399]) {
    const code = codes.subarray(5 * n, 5 * n + 5);
    const back = lift(place(code), codes.subarray(0, 5));
    for (const [k, value] of back.entries()) expect(value).toBeCloseTo(code[k] ?? 9, 4);
  }
});

test("one unit is a line: a code is lifted from its place on it, whatever the other coordinate", () => {
  const { place, lift } = lineOfUnit();
  expect(place([0.7])).toEqual([0.7, 0]);
  expect(lift([1.5, 9], Float32Array.of(0.2))[0]).toBeCloseTo(1.5, 6);
});

test("codes that are all the same have a plane without a share of the variance", () => {
  const { labels } = principalPlane(new Float32Array(3), 3);
  expect(labels).toEqual(["PC1", "PC2"]);
});

test("a code lifted into a plane of two units keeps the others", () => {
  const { lift } = planeOfUnits(4, [1, 3]);
  expect([...lift([5, 6], Float32Array.of(1, 2, 3, 4))]).toEqual([1, 5, 3, 6]);
});
