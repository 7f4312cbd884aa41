import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { at } from "../../test/at.ts";
import { drawn } from "../../test/drawn.ts";
import { linearWithEncoder } from "../../test/linear-encoder.ts";
import type { DescribedModel } from "../checkpoints/build-model.ts";
import { gaussian } from "../likelihoods/gaussian.ts";
import { hierarchicalVae } from "../models/hierarchical-vae.ts";
import { withMixturePrior } from "../models/priors/with-mixture-prior.ts";
import { withVampPrior } from "../models/priors/with-vamp-prior.ts";
import type { TrainedModel } from "../models/trained-model.ts";
import { vae } from "../models/vae.ts";
import { rng } from "../random/rng.ts";
import { elboTerms } from "./elbo-terms.ts";
import { estimateOf, logSumExp, meanOf } from "./estimate.ts";
import { hasExactRate } from "./has-exact-rate.ts";
import { importanceWeightedBound } from "./importance-weighted-bound.ts";
import { monteCarloElboTerms } from "./monte-carlo-elbo-terms.ts";

const [D, K, N] = [4, 2, 60];
const x = rng(5).normals(N * D);

/** A linear model whose prior is a mixture of one component, N(0, I). */
const withStandardMixture = (components: number) => {
  const trained = linearWithEncoder({ dataSize: D, latentSize: K, spread: 1.4, offset: 0.3 });
  const model = withMixturePrior(trained.model, { components });
  const parameters = {
    ...trained.parameters,
    "prior.logits": tf.zeros([components]),
    "prior.mean": tf.zeros([components, K]),
    "prior.logVariance": tf.zeros([components, K]),
  };
  return { trained, mixed: { model, parameters } };
};

test.each([1, 3])(
  "a mixture of %d standard components has the ELBO of the standard prior, term by term",
  async (components) => {
    const { trained, mixed } = withStandardMixture(components);
    const exact = elboTerms(trained, x, { rng: rng(6), samples: 4 });
    const found = monteCarloElboTerms(mixed, x, { rng: rng(6), samples: 4 });
    await expect(() => monteCarloElboTerms(mixed, x, { rng: rng(6) })).toLeakNoTensors();
    expect(found.reconstruction).toBeNear(exact.reconstruction, 1e-5);
    expect(found.mean).toEqual(exact.mean);
    expect(found.code).toEqual(exact.code);
    // Rates of 800 draws, exact per row, within 4 standard errors of their mean difference
    const many = monteCarloElboTerms(mixed, x, { rng: rng(7), samples: 800 });
    const { value, standardError } = estimateOf(
      Float64Array.from(many.rate, (rate, n) => rate - at(exact.rate, n)),
    );
    expect(Math.abs(value)).toBeLessThan(4 * standardError + 1e-4);
    expect(standardError).toBeLessThan(0.02);
    trained.dispose();
    tf.dispose(mixed.parameters);
  },
);

const sizes = { dataSize: D, latentSize: K, hidden: [6], likelihood: gaussian({ variance: 0.5 }) };
const kinds: Record<string, () => TrainedModel<DescribedModel>> = {
  "a mixture": () => drawn(withMixturePrior(vae(sizes), { components: 3 })),
  VampPrior: () => drawn(withVampPrior(vae(sizes), { components: 3 })),
  "two layers": () =>
    drawn(hierarchicalVae({ ...sizes, topSize: 2, between: [3] }), { scale: 0.4 }),
};

test.each(Object.entries(kinds))(
  "with %s log p(x) by importance sampling is at least the ELBO of the terms",
  (_, make) => {
    const trained = make() as TrainedModel<never>;
    const terms = monteCarloElboTerms(trained, x, { rng: rng(8), samples: 200 });
    const elbo = terms.reconstruction.map((value, n) => value - at(terms.rate, n));
    const bound = importanceWeightedBound(trained, x, { rng: rng(9), samples: 400 });
    const gain = estimateOf(Float64Array.from(bound, (value, n) => value - at(elbo, n)));
    expect(gain.value).toBeGreaterThan(4 * gain.standardError);
    expect(hasExactRate(trained)).toBe(false);
    (trained as TrainedModel).dispose();
  },
);

test("in one dimension the rate of VampPrior is that of quadrature", () => {
  const model = withVampPrior(
    vae({ dataSize: 3, latentSize: 1, hidden: [5], likelihood: gaussian({ variance: 0.5 }) }),
    { components: 4 },
  );
  const given = drawn(model, { scale: 0.7 });
  const few = rng(10).normals(5 * 3);
  const { rate } = monteCarloElboTerms(given, few, { rng: rng(11), samples: 20_000 });
  /** The moments of q of some inputs, computed from the numbers of one hidden layer. */
  const p = (name: string) => given.parameters[name]?.dataSync() ?? [];
  const layer = (name: string, input: readonly number[]) => {
    const [w, b] = [p(`${name}.weights`), p(`${name}.bias`)];
    return Array.from(b, (bias, j) =>
      input.reduce((sum, value, i) => sum + value * at(w, i * b.length + j), bias),
    );
  };
  const moments = (input: readonly number[]) => {
    const h = layer("encoder.hidden.1", input).map((value) => Math.max(0, value));
    return [at(layer("encoder.mean", h), 0), at(layer("encoder.logVariance", h), 0)] as const;
  };
  const logNormal = (z: number, [mean, logVariance]: readonly [number, number]) =>
    -((z - mean) ** 2 / Math.exp(logVariance) + logVariance + Math.log(2 * Math.PI)) / 2;
  const u = Array.from(p("prior.pseudoInputs"), (logit) => 1 / (1 + Math.exp(-logit)));
  const components = [0, 1, 2, 3].map((c) => moments(u.slice(3 * c, 3 * c + 3)));
  const logPrior = (z: number) =>
    logSumExp(components.map((one) => logNormal(z, one))) - Math.log(4);
  const spread: number[] = [];
  for (let n = 0; n < 5; n++) {
    const q = moments([...few.subarray(3 * n, 3 * n + 3)]);
    const sd = Math.exp(q[1] / 2);
    const step = sd / 200;
    let [kl, square] = [0, 0];
    for (let z = q[0] - 9 * sd; z <= q[0] + 9 * sd; z += step) {
      const difference = logNormal(z, q) - logPrior(z);
      const mass = Math.exp(logNormal(z, q)) * step;
      kl += mass * difference;
      square += mass * difference ** 2;
    }
    const error = Math.sqrt((square - kl ** 2) / 20_000);
    expect(Math.abs(at(rate, n) - kl)).toBeLessThan(4 * error + 1e-3);
    spread.push(kl);
  }
  expect(Math.max(...spread) - Math.min(...spread)).toBeGreaterThan(0.1);
  given.dispose();
});

test("the rate of N(0, I), and of each family of codes, has a closed form", () => {
  const trained = drawn(vae(sizes));
  expect(hasExactRate(trained)).toBe(true);
  expect(meanOf(elboTerms(trained, x, { rng: rng(1) }).rate)).toBeGreaterThan(0);
  trained.dispose();
});
