import { describe, expect, test } from "vitest";
import {
  type Divergence,
  forwardKl,
  geometricJs,
  halfJeffreys,
  jeffreys,
  renyiDivergence,
} from "../src/divergences/index.ts";
import { expectedQuadratic, linearVaeMinimum, normalDivergences } from "../src/exact/index.ts";
import { adam, elbo, elboTerms, gaussian, pathwise, reverseKl, toTensors } from "../src/index.ts";
import { linearVae } from "../src/models/index.ts";
import { at } from "./at.ts";
import { axesData } from "./axes-data.ts";
import { sigmaPoints } from "./fixed-noise.ts";
import { minimise } from "./minimise.ts";

/*
 * x ~ N(0, diag λ), p(x|z) = N(Wz, σ²I), q(z|x) = N(Vx, diag s²) with one s² for all x: the optimum
 * of E log p(x|z) − β D(q, p) is known (after Lucas et al. 2019), a function of λ and τ = βσ². The
 * data below have exactly the covariance diag λ, the noise is integrated exactly.
 */
const optimum = (
  lambdas: readonly number[],
  { regulariser, beta, variance }: { regulariser: Divergence; beta: number; variance: number },
) => {
  const K = lambdas.length;
  const data = axesData(lambdas);
  const trained = minimise(
    {
      model: linearVae({ dataSize: K, latentSize: K, likelihood: gaussian({ variance }) }),
      objective: elbo({ regulariser, beta }),
      estimator: pathwise({ samples: 2 * K }),
      optimizer: adam(),
    },
    data,
    sigmaPoints,
  );
  const { reconstruction, unitRate } = elboTerms(trained, data, {
    rng: sigmaPoints,
    samples: 2 * K,
  });
  const parameters = toTensors(trained);
  trained.dispose();
  const first = (name: string) => parameters[name]?.values[0] ?? Number.NaN;
  const meanLogP = reconstruction.reduce((sum, v) => sum + v, 0) / reconstruction.length;
  const rate = unitRate.reduce((sum, v) => sum + v, 0);
  return {
    w2: first("decoder.output.weights") ** 2,
    s2: Math.exp(first("encoder.logVariance")),
    varMu: first("encoder.mean.weights") ** 2 * (lambdas[0] ?? 0),
    // D = E‖x − Wz‖²
    D: -2 * variance * (meanLogP + (K / 2) * Math.log(2 * Math.PI * variance)),
    unitRate: [...unitRate],
    elbo: meanLogP - rate,
  };
};

const close = (value: number, exact: number) =>
  expect(Math.abs(value - exact)).toBeLessThan(1e-4 * exact);

describe("with λ = 4, σ² = 1", () => {
  const lambda = 4;

  test.each([0.25, 0.5, 1, 2])(
    "reverse KL at beta %d reaches the Gaussian rate–distortion function",
    (beta) => {
      const found = optimum([lambda], { regulariser: reverseKl, beta, variance: 1 });
      close(found.w2, lambda - beta);
      close(found.s2, beta / lambda);
      close(found.varMu, 1 - beta / lambda);
      close(at(found.unitRate, 0), 0.5 * Math.log(lambda / beta));
      close(found.D, beta);
    },
  );

  test.each([0.25, 0.5, 1, 2])(
    "forward KL at beta %d keeps s² = 1 and pays for it in distortion, √(λτ)",
    (beta) => {
      const found = optimum([lambda], { regulariser: forwardKl, beta, variance: 1 });
      close(found.w2, Math.sqrt(lambda * beta) - beta);
      close(found.s2, 1);
      close(found.varMu, Math.sqrt(lambda / beta) - 1);
      close(found.D, Math.sqrt(lambda * beta));
    },
  );

  // No closed form: minima of the expected loss in double precision
  test.each([
    ["Jeffreys", jeffreys, normalDivergences.jeffreys],
    ["Rényi ½", renyiDivergence({ alpha: 0.5 }), normalDivergences.renyi(0.5)],
    ["geometric JS", geometricJs(), normalDivergences.geometricJs()],
  ])("%s reaches the minimum of its own objective, w², s², R and D", (_, regulariser, exact) => {
    const beta = 0.8;
    const found = optimum([lambda], { regulariser, beta, variance: 1 });
    const expected = linearVaeMinimum(expectedQuadratic(exact), { lambda, tau: beta });
    close(found.w2, expected.w2);
    close(found.s2, expected.s2);
    close(at(found.unitRate, 0), expected.rate);
    close(found.D, expected.distortion);
  });

  test.each([
    ["Rényi ½", renyiDivergence({ alpha: 0.5 })],
    ["geometric JS", geometricJs()],
    ["Jeffreys", jeffreys],
  ])("under %s the code is lost from beta = λ/f″(1) on, and not before", (_, regulariser) => {
    const threshold = lambda / (regulariser.curvature ?? Number.NaN);
    const rate = (factor: number) =>
      at(optimum([lambda], { regulariser, beta: factor * threshold, variance: 1 }).unitRate, 0);
    expect(rate(0.9)).toBeGreaterThan(0.01);
    expect(rate(1.1)).toBeLessThan(1e-4);
  });

  // No closed form: minima of the expected loss found on a grid of (v, s²) in double precision
  test.each([
    [0.25, [1.454066, 0.462355, 0.967131, 0.855089]],
    [0.5, [1.53721, 0.558675, 0.68607, 1.248469]],
    [1, [1.467436, 0.676605, 0.434317, 1.831177]],
    [2, [1.068536, 0.821467, 0.206998, 2.699235]],
  ])("half Jeffreys at beta %d lies between: w², s², R, D = %j", (beta, exact) => {
    const { w2, s2, unitRate, D } = optimum([lambda], {
      regulariser: halfJeffreys,
      beta,
      variance: 1,
    });
    [w2, s2, at(unitRate, 0), D].forEach((value, i) => {
      close(value, at(exact, i));
    });
  });
});

test("beta 2 with σ² = ½ is beta 1 with σ² = 1: the optimum depends on τ = βσ² alone", () => {
  const a = optimum([4], { regulariser: reverseKl, beta: 2, variance: 0.5 });
  const b = optimum([4], { regulariser: reverseKl, beta: 1, variance: 1 });
  close(a.w2, b.w2);
  close(at(a.unitRate, 0), at(b.unitRate, 0));
  close(a.D, b.D);
});

test("five units on the spectrum (4, 2, 1, ½, ¼) with σ² = 0.3: four stay active, and the ELBO is log p(x)", () => {
  const spectrum = [4, 2, 1, 0.5, 0.25];
  const {
    unitRate,
    D,
    elbo: bound,
  } = optimum(spectrum, {
    regulariser: reverseKl,
    beta: 1,
    variance: 0.3,
  });
  expect(unitRate.filter((rate) => rate > 0.01)).toHaveLength(4);
  close(
    unitRate.reduce((sum, rate) => sum + rate, 0),
    3.101093,
  );
  close(D, 1.45);
  close(-bound, 7.10252);
});
