import { expect, test } from "vitest";
import { manifoldCodes } from "./manifold.ts";

test("the grid runs z1 rightwards and z2 upwards in equal steps of probability", () => {
  const q = 0.967421566101701; // scipy.stats.norm.ppf(5/6)
  const expected = [-q, q, 0, q, q, q, -q, 0, 0, 0, q, 0, -q, -q, 0, -q, q, -q];
  manifoldCodes(3).forEach((z, i) => {
    expect(z).toBeCloseTo(expected[i] ?? Number.NaN, 6);
  });
});
