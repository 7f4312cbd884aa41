import { expect, test } from "vitest";
import {
  checks,
  defectNames,
  museum,
  runMatrix,
  unsupported,
  type Verdicts,
} from "../src/index.ts";

const estimates = 20_000;

/** The laws that some defect must fail: asked for each of them, while all are asked of ours. */
const museumLaws = new Set(defectNames.map((name) => museum[name].caughtBy));
const caught = checks.filter(({ law }) => museumLaws.has(law));

const failing = ({ rows }: Verdicts) => [
  ...new Set(rows.filter(({ verdict }) => verdict === "fail").map(({ law }) => law)),
];

test("the unbroken matrix passes", async () => {
  const verdicts = await runMatrix({ checks, unsupported, estimates });
  expect(failing(verdicts)).toEqual([]);
  expect(verdicts.passed).toBe(verdicts.rows.length);
});

test.each(defectNames)(
  "%s is caught by the law that its room names, and by no other",
  async (name) => {
    const { broken, caughtBy } = museum[name];
    expect(Object.keys(broken)).not.toEqual([]);
    expect(failing(await runMatrix({ checks: caught, broken, estimates }))).toEqual([caughtBy]);
  },
);

test.each(defectNames)("%s costs what the list of verified defects says", (name) => {
  const found = museum[name].costs().map(({ theirs, right }) => [theirs, right]);
  expect(found.length).toBeGreaterThan(0);
  for (const [i, wanted] of published[name].entries())
    for (const [j, value] of wanted.entries())
      expect(Math.abs((found[i]?.[j] ?? Number.NaN) - value)).toBeLessThan(
        Math.max(5e-3, 0.01 * Math.abs(value)),
      );
});

/** Theirs and right, as others measured them; two or three digits, some by Monte Carlo. */
const published = {
  "miwae-axis": [[-0.0724, -0.0325]],
  "self-normalised-value": [[-0.315, 0.03]],
  "nll-sign-and-samples": [],
  "stratified-weights-column": [],
  "softmax-over-losses": [[3.48, 0.03]],
  "selection-at-another-beta": [[1.536], [6144]],
  "forward-kl-from-q": [[-0.817, 2.807], [0]],
  "mean-over-units": [[245.8]],
  "argsort-as-rank": [
    [0.11, 0.44],
    [0.22, 0.11],
    [0.15, 0.15],
    [0.09, 0.09],
    [0.44, 0.22],
  ],
  "sum-before-log": [],
  "dreg-without-curvature": [
    [-0.0789, 0.1333],
    [-0.1915, 0.3437],
  ],
  "js-without-constant": [],
  "squares-without-half": [[0.5]],
  "tc-without-constant": [],
} as const satisfies Record<(typeof defectNames)[number], readonly (readonly number[])[]>;
