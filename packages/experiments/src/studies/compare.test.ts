import { expect, test } from "vitest";
import { unplannedTrial } from "../../test/unplanned-trial.ts";
import { TrialConfig } from "../config/trial-config.ts";
import { compare } from "./compare.ts";

const rowsWith = (
  beta: number,
  elbos: readonly number[],
  likelihood: object = { kind: "bernoulli" },
) =>
  elbos.map((elbo, i) => {
    const config = TrialConfig.parse({
      dataset: { name: "bars" },
      model: { kind: "vae", latent: 2, likelihood },
      objective: { beta },
      estimator: { kind: "pathwise" },
      seed: i + 1,
    });
    const metrics = { "test/elbo": elbo, "test/rate": elbo };
    return { ...unplannedTrial(config), runId: `run ${i}`, seconds: 1, metrics };
  });

const atBeta = (beta: number) => (config: TrialConfig) => config.objective?.beta === beta;
const less = {
  claim: "beta 4 has less than beta 1",
  metric: "test/elbo",
  cell: atBeta(4),
  reference: atBeta(1),
  expected: "less",
} as const;
const reference = rowsWith(1, [-100, -101, -99]);

test.each([
  ["holds", [-110, -111, -109.5]],
  ["fails", [-90, -91, -89.5]],
  ["could not tell", [-90, -111, -99]],
] as const)("a signed claim %s by where the whole interval lies", (verdict, elbos) => {
  expect(compare([...rowsWith(4, elbos), ...reference], less).verdict).toBe(verdict);
});

test("the same difference at every seed has an interval of no width and is a verdict", () => {
  const finding = compare([...rowsWith(4, [-105, -106, -104]), ...reference], less);
  expect(finding.verdict).toBe("holds");
  expect(finding.evidence).toBe("test/elbo −5, 95 % interval −5 to −5, n = 3");
});

test("that two things are alike is a verdict only when the interval is narrow", () => {
  const other = { ...less, expected: { otherBy: 1 } };
  const judged = (elbos: number[]) => compare([...rowsWith(4, elbos), ...reference], other).verdict;
  expect(judged([-100.1, -101, -98.9])).toBe("fails");
  expect(judged([-103, -98, -99])).toBe("could not tell");
  expect(judged([-110, -111, -109.5])).toBe("holds");
});

test("seeds are paired: what all seeds share does not widen the interval", () => {
  const far = rowsWith(1, [-100, -150, -50]);
  expect(compare([...rowsWith(4, [-101, -151.1, -50.9]), ...far], less).verdict).toBe("holds");
});

test("log-likelihoods under different likelihoods are never ranked; rates may be", () => {
  const gaussian = rowsWith(4, [-110, -111, -109.5], { kind: "gaussian", variance: 0.1 });
  const rows = [...gaussian, ...reference];
  expect(compare(rows, less).lacking).toBe("no two trials to compare");
  expect(compare(rows, { ...less, metric: "test/rate" }).verdict).toBe("holds");
});

test("two seeds are not enough", () => {
  const finding = compare([...rowsWith(4, [-110, -111]), ...reference], less);
  expect(finding.verdict).toBe("could not tell");
  expect(finding.evidence).toBe("test/elbo −10");
  expect(finding.lacking).toBe("n = 2, no verdict: 3 seeds are needed");
});
