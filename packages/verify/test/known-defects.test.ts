import { effectiveBeta, libraryConventions } from "@vae-lab/core/conventions";
import { expect, test } from "vitest";
import {
  checks,
  defectNames,
  knownDefects,
  runMatrix,
  unsupported,
  type Verdicts,
} from "../src/index.ts";

const estimates = 20_000;

/** The properties that some defect violates. The other tests of the matrix check all of them. */
const violated = new Set(defectNames.map((name) => knownDefects[name].caughtBy));
const caught = checks.filter(({ property }) => violated.has(property));

const failing = ({ rows }: Verdicts) => [
  ...new Set(rows.filter(({ verdict }) => verdict === "fail").map(({ property }) => property)),
];

test("the properties that defects violate hold for the reference", async () => {
  const verdicts = await runMatrix({ checks: caught, unsupported, estimates });
  expect(failing(verdicts)).toEqual([]);
  expect(verdicts.passed).toBe(verdicts.rows.length);
  expect(new Set(verdicts.rows.map(({ property }) => property))).toEqual(violated);
});

test.each(defectNames)("%s violates the property that it names, and no other", async (name) => {
  const { replacement, caughtBy } = knownDefects[name];
  expect(Object.keys(replacement)).not.toEqual([]);
  expect(failing(await runMatrix({ checks: caught, replacement, estimates }))).toEqual([caughtBy]);
});

test.each(defectNames)("%s has the effects that the list of verified defects gives", (name) => {
  const found = knownDefects[name].effects().map(({ defective, correct }) => [defective, correct]);
  expect(found.length).toBeGreaterThan(0);
  for (const [i, wanted] of published[name].entries())
    for (const [j, value] of wanted.entries())
      expect(Math.abs((found[i]?.[j] ?? Number.NaN) - value)).toBeLessThan(
        Math.max(5e-3, 0.01 * Math.abs(value)),
      );
});

/** The defective and the correct number, as others measured them; two or three digits, some by Monte Carlo. */
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

test("the effective betas of defects are those of the table of conventions", () => {
  const betaOf = (library: string, quantity: string) => {
    const found = libraryConventions.find(
      (c) => c.library === library && c.description.startsWith(quantity),
    );
    if (found === undefined) throw new Error(`${library}: ${quantity}`);
    return effectiveBeta(found).beta;
  };
  const [trained, chosen] = knownDefects["selection-at-another-beta"].effects();
  expect(trained?.defective).toBeCloseTo(betaOf("PyTorch-VAE", "VanillaVAE in training"), 9);
  expect(chosen?.defective).toBeCloseTo(betaOf("PyTorch-VAE", "VanillaVAE in validation"), 9);
  const [means] = knownDefects["mean-over-units"].effects();
  expect(means?.defective).toBeCloseTo(betaOf("disent", "BetaVae, loss_reduction mean, beta 1"), 9);
  const [squares] = knownDefects["squares-without-half"].effects();
  expect(squares?.defective).toBeCloseTo(betaOf("tfjs-examples", "fashion"), 9);
});
