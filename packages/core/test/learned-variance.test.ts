import { describe, expect, test } from "vitest";
import { linearGaussianNumbers } from "../src/exact/linear-gaussian.ts";
import { reverseKlUnit } from "../src/exact/linear-vae.ts";
import { adam, elbo, pathwise, rng, toTensors } from "../src/index.ts";
import { learnedGaussian, optimalGaussian } from "../src/likelihoods/index.ts";
import { linearVae } from "../src/models/index.ts";
import { at } from "./at.ts";
import { axesData } from "./axes-data.ts";
import { sigmaPoints } from "./fixed-noise.ts";
import { minimise } from "./minimise.ts";

const sum = (values: readonly number[]) => values.reduce((total, v) => total + v, 0);

const minimum = (
  lambdas: readonly number[],
  { beta = 1, variance, seed = 1 }: { beta?: number; variance: number; seed?: number },
) => {
  const model = linearVae({
    dataSize: lambdas.length,
    latentSize: 1,
    likelihood: learnedGaussian({ variance }),
  });
  const trained = minimise(
    {
      model: { ...model, init: () => model.init(rng(seed)) },
      objective: elbo({ beta }),
      estimator: pathwise({ samples: 2 }),
      optimizer: adam(),
    },
    axesData(lambdas),
    sigmaPoints,
    60,
  );
  const parameters = toTensors(trained);
  trained.dispose();
  return Math.exp(at(parameters["likelihood.logVariance"]?.values ?? [], 0));
};

/*
 * σ² = (1/d) E‖x − Wz‖² at its optimum, with k active units of D = βσ² each and all of λ in the rest:
 * d·σ² = k·β·σ² + Σ discarded, so σ² = Σ discarded / (d − βk) (Tipping & Bishop 1999 at β = 1).
 */
describe("a learned σ² at the optimum is Σ discarded / (d − βk)", () => {
  const lambdas = [4, 1, 0.5];

  const beginnings = Array.from({ length: 10 }, (_, i) => i + 1);
  test.each(beginnings)("from the drawn weights and the variance of beginning %d", (seed) => {
    const found = minimum(lambdas, { variance: 0.1 * 1.4 ** seed, seed });
    expect(Math.abs(found / (1.5 / (3 - 1)) - 1)).toBeLessThan(1e-3);
  });

  test.each([0.5, 1.5])("with beta %d", (beta) => {
    const found = minimum(lambdas, { beta, variance: 0.5 });
    expect(Math.abs(found / (1.5 / (3 - beta)) - 1)).toBeLessThan(1e-3);
  });
});

test("the optimal variance leads to the same model as the learned one", () => {
  const lambdas = [4, 1, 0.5];
  const trained = minimise(
    {
      model: linearVae({ dataSize: 3, latentSize: 1, likelihood: optimalGaussian() }),
      objective: elbo(),
      estimator: pathwise({ samples: 2 }),
      optimizer: adam(),
    },
    axesData(lambdas),
    sigmaPoints,
    60,
  );
  const { values = new Float32Array() } = toTensors(trained)["decoder.output.weights"] ?? {};
  trained.dispose();
  // w² = λ − σ², σ² = (1 + .5)/2
  const power = sum(Array.from(values, (w) => w * w));
  expect(Math.abs(power / (4 - 0.75) - 1)).toBeLessThan(2e-3);
});

// Dai & Wipf 2019: data on an r-dimensional linear manifold in R^d, γ = σ² → 0
test("on a linear manifold −log p(x) falls as (d − r)/2 · log γ, with r units active", () => {
  const [r, d] = [3, 20];
  const lambdas = Array.from({ length: d }, (_, i) => (i < r ? 3 - i : 0));
  const data = axesData(lambdas);
  const negativeLogLikelihood = (variance: number) => {
    const units = lambdas.slice(0, 5).map((lambda) => reverseKlUnit(lambda, variance));
    expect(units.filter(({ active }) => active)).toHaveLength(r);
    const weights = units.flatMap(({ w2 }, k) =>
      Array.from({ length: d }, (_, i) => (i === k ? Math.sqrt(w2) : 0)),
    );
    const model = linearGaussianNumbers({ weights, bias: new Float64Array(d), variance });
    const rows = Array.from({ length: 2 * d }, (_, n) =>
      model.at(data.subarray(n * d, (n + 1) * d)),
    );
    return -sum(rows.map(({ logProbability }) => logProbability)) / rows.length;
  };
  const gammas = [1e-3, 1e-4, 1e-5, 1e-6];
  const values = gammas.map(negativeLogLikelihood);
  for (let i = 1; i < gammas.length; i++) {
    const slope =
      (at(values, i) - at(values, i - 1)) / (Math.log(at(gammas, i)) - Math.log(at(gammas, i - 1)));
    expect(Math.abs(slope / (17 / 2) - 1)).toBeLessThan(0.05);
  }
});
