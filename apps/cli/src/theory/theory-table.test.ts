import { expect, test } from "vitest";
import { theoryRows, theoryText } from "./theory-table.ts";

const spectrum = {
  ...{ size: 9, dataSize: 3, eigenvalues: [4, 1, 0] },
  bernoulliEigenvalues: [7, 2],
};

test("each tau has a row per direction, and all units collapse above the largest eigenvalue", () => {
  const rows = theoryRows(spectrum, 2);
  expect(rows.filter(({ tau }) => tau === 0.4)).toMatchObject([
    { regulariser: "reverse-kl", activeUnits: 2, distortion: 0.8 },
    { regulariser: "forward-kl", activeUnits: 2 },
    { regulariser: "half-jeffreys", activeUnits: 2 },
  ]);
  expect(rows.filter(({ tau }) => tau > 4).map(({ activeUnits }) => activeUnits)).toEqual([
    0, 0, 0,
  ]);
});

test("the text states both onsets", () => {
  const text = theoryText(spectrum, theoryRows(spectrum, 2));
  expect(text).toContain("all units stay collapsed from tau = beta·σ² = 4 on");
  expect(text).toContain("the collapsed state is locally stable from beta 7 on");
});
