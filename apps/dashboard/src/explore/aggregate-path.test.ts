import { rng } from "@vae-lab/core";
import { expect, test } from "vitest";
import { aggregatePath, cheapestPath, spacedAlong } from "./aggregate-path.ts";

const steps = 11;

/** Codes at these places without noise, in a plane. */
const runAt = (places: readonly (readonly [number, number])[]) => ({
  means: Float32Array.from(places.flat()),
  sds: undefined,
  unitRates: undefined,
  count: places.length,
  latentSize: 2,
});

const radiiOf = (codes: Float32Array): number[] =>
  Array.from({ length: codes.length / 2 }, (_, i) =>
    Math.hypot(codes[2 * i] ?? 0, codes[2 * i + 1] ?? 0),
  );

test("between two clusters on a ring the path follows the ring, whose inside has no codes", () => {
  const draws = rng(1);
  const angles = [
    ...Array.from(draws.fold("ring").uniforms(600), (u) => 2 * Math.PI * u),
    ...Array.from(draws.fold("east").normals(200), (e) => 0.1 * e),
    ...Array.from(draws.fold("west").normals(200), (e) => Math.PI + 0.1 * e),
  ];
  const noise = draws.fold("radius").normals(angles.length);
  const ends = [
    [2, 0],
    [-2, 0],
  ] as const;
  const ring = angles.map((angle, i) => {
    const radius = 2 + 0.05 * (noise[i] ?? 0);
    return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
  });
  const run = runAt([...ends, ...ring]);
  const path = aggregatePath(run, { from: 0, to: 1, steps });
  expect([...path.subarray(0, 2), ...path.subarray(-2)]).toEqual([2, 0, -2, 0]);
  for (const radius of radiiOf(path)) expect(Math.abs(radius - 2)).toBeLessThan(0.2);
  // Equal distances on half a ring are equal angles, up to the detours of the path
  const turned = Array.from({ length: steps }, (_, i) =>
    Math.abs(Math.atan2(path[2 * i + 1] ?? 0, path[2 * i] ?? 0)),
  );
  for (const [i, angle] of turned.entries())
    expect(Math.abs(angle - (Math.PI * i) / (steps - 1))).toBeLessThan(0.3);
});

test("on a lattice of codes, equally dense everywhere, the path is straight", () => {
  const lattice = Array.from(
    { length: 21 * 21 },
    (_, i) => [((i % 21) - 10) / 5, (Math.floor(i / 21) - 10) / 5] as const,
  );
  const middle = 10 * 21;
  const path = aggregatePath(runAt(lattice), { from: middle, to: middle + 20, steps: 5 });
  for (const [i, x] of [-2, -1, 0, 1, 2].entries()) {
    expect(path[2 * i]).toBeCloseTo(x, 6);
    expect(path[2 * i + 1]).toBeCloseTo(0, 6);
  }
});

test("units that follow the prior go straight from end to end", () => {
  const run = {
    means: Float32Array.of(0, 0, 1, 1, 2, 4),
    sds: Float32Array.of(0.1, 1, 0.1, 1, 0.1, 1),
    unitRates: Float32Array.of(2, 0),
    count: 3,
    latentSize: 2,
  };
  const path = aggregatePath(run, { from: 0, to: 2, steps: 5 });
  expect(Array.from({ length: 5 }, (_, i) => path[2 * i + 1])).toEqual([0, 1, 2, 3, 4]);
});

test("the cheapest path is that of enumeration over all orders of six points", () => {
  const points = rng(3).normals(6 * 2);
  const step = (a: number, b: number) =>
    Math.hypot(
      (points[2 * a] ?? 0) - (points[2 * b] ?? 0),
      (points[2 * a + 1] ?? 0) - (points[2 * b + 1] ?? 0),
    ) ** 3;
  const costOf = (path: readonly number[]) =>
    path.slice(1).reduce((sum, to, i) => sum + step(path[i] ?? 0, to), 0);
  const through = (path: readonly number[]): number[][] => [
    [...path, 5],
    ...[1, 2, 3, 4].filter((m) => !path.includes(m)).flatMap((m) => through([...path, m])),
  ];
  const least = Math.min(...through([0]).map(costOf));
  expect(costOf(cheapestPath(points, 2))).toBeCloseTo(least, 5);
});

test("codes along a path are at equal distances, the ends among them", () => {
  const corner = [Float32Array.of(0, 0), Float32Array.of(3, 0), Float32Array.of(3, 1)];
  expect([...spacedAlong(corner, 5)]).toEqual([0, 0, 1, 0, 2, 0, 3, 0, 3, 1]);
  const still = [Float32Array.of(1, 2), Float32Array.of(1, 2)];
  expect([...spacedAlong(still, 2)]).toEqual([1, 2, 1, 2]);
});
