import { effectiveBeta, libraryConventions } from "@vae-lab/core/conventions";
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

test("the laws that a defect must fail pass when nothing is broken", async () => {
  const verdicts = await runMatrix({ checks: caught, unsupported, estimates });
  expect(failing(verdicts)).toEqual([]);
  expect(verdicts.passed).toBe(verdicts.rows.length);
  expect(new Set(verdicts.rows.map(({ law }) => law))).toEqual(museumLaws);
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

test("the betas that the museum tells are those of the normaliser", () => {
  const betaOf = (library: string, what: string) => {
    const found = libraryConventions.find(
      (c) => c.library === library && c.description.startsWith(what),
    );
    if (found === undefined) throw new Error(`${library}: ${what}`);
    return effectiveBeta(found).beta;
  };
  const [trained, chosen] = museum["selection-at-another-beta"].costs();
  expect(trained?.theirs).toBeCloseTo(betaOf("PyTorch-VAE", "VanillaVAE in training"), 9);
  expect(chosen?.theirs).toBeCloseTo(betaOf("PyTorch-VAE", "VanillaVAE in validation"), 9);
  const [means] = museum["mean-over-units"].costs();
  expect(means?.theirs).toBeCloseTo(betaOf("disent", "BetaVae, loss_reduction mean, beta 1"), 9);
  const [squares] = museum["squares-without-half"].costs();
  expect(squares?.theirs).toBeCloseTo(betaOf("tfjs-examples", "fashion"), 9);
});
