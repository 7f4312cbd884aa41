import * as tf from "@tensorflow/tfjs";
import { type Normal, rng } from "@vae-lab/core";
import { normal, standardNormal } from "@vae-lab/core/distributions";
import type { WeightsEstimator } from "@vae-lab/core/estimators";
import { type Functional, ofMeanWeight } from "@vae-lab/core/functionals";
import { importanceWeighted } from "@vae-lab/core/objectives";
import type { Check, Unsupported } from "../matrix/check.ts";
import { estimated } from "../matrix/sample.ts";

const q = { mean: 0.3, sd: 1.5 };

/** 1 + χ²(p‖q) = σ² e^{μ²/(2σ²−1)} / √(2σ²−1), and its gradient. */
const chiSquared = () => {
  const c = 2 * q.sd ** 2 - 1;
  const value = (q.sd ** 2 * Math.exp(q.mean ** 2 / c)) / Math.sqrt(c);
  return [
    (value * 2 * q.mean) / c,
    value * (2 / q.sd - (2 * q.sd) / c - (4 * q.sd * q.mean ** 2) / c ** 2),
  ];
};

/** Divergences of q = N(μ, σ²) from p = N(0, 1) as E_q f(log w): closed forms in (μ, σ). */
const divergences: readonly {
  readonly name: string;
  readonly functional: Functional;
  readonly gradient: readonly number[];
}[] = [
  {
    name: "reverse KL",
    functional: ofMeanWeight({
      name: "−u",
      value: (u) => u.neg(),
      slope: (u) => u.onesLike().neg(),
      curvature: (u) => u.zerosLike(),
    }),
    gradient: [q.mean, q.sd - 1 / q.sd],
  },
  {
    name: "forward KL",
    functional: ofMeanWeight({
      name: "u eᵘ",
      value: (u) => u.mul(u.exp()),
      slope: (u) => u.add(1).mul(u.exp()),
      curvature: (u) => u.add(2).mul(u.exp()),
    }),
    gradient: [q.mean / q.sd ** 2, 1 / q.sd - (1 + q.mean ** 2) / q.sd ** 3],
  },
  {
    name: "χ²(p‖q)",
    functional: ofMeanWeight({
      name: "e²ᵘ − 1",
      value: (u) => u.mul(2).expm1(),
      slope: (u) => u.mul(2).exp().mul(2),
      curvature: (u) => u.mul(2).exp().mul(4),
    }),
    gradient: chiSquared(),
  },
];

/** One independent one-draw estimate of (d/dμ, d/dσ) per row. */
const gradients = (
  functional: Functional,
  estimator: WeightsEstimator<Normal>,
  { seed, estimates }: { readonly seed: number; readonly estimates: number },
) =>
  tf.tidy(() =>
    tf
      .grads((mean: tf.Tensor, logVariance: tf.Tensor) => {
        const joint = {
          q: normal({ mean, logVariance }),
          prior: standardNormal,
          logLikelihood: (z: tf.Tensor) => z.mul(0).sum(-1),
        };
        const noise = rng(seed).fold("verify", "dreg", functional.name);
        return importanceWeighted({ functional, samples: 1 })
          .bound(joint, estimator, noise)
          .bound.sum();
      })([tf.fill([estimates, 1], q.mean), tf.fill([estimates, 1], 2 * Math.log(q.sd))])
      .map((g, k) => g.mul(k === 0 ? 1 : 2 / q.sd).dataSync<"float32">()),
  );

export const doublyReparameterisedProperties: readonly Check[] = divergences.map(
  ({ name, functional, gradient }) => ({
    property: "the doubly reparameterised gradient is the gradient of E f(log w)",
    divergence: `${name}, q = N(0.3, 1.5²)`,
    estimator: "DReG, K = 1",
    measure: ({ dreg }, effort) => {
      const found = gradients(functional, dreg(), effort);
      return ["d/dμ", "d/dσ"].map((of, k) => ({
        of,
        exact: gradient[k] ?? Number.NaN,
        ...estimated(found[k] ?? []),
      }));
    },
  }),
);

/** Sticking the landing omits the score of q, whose mean is 0 for reverse KL only. */
export const unsupportedLanding: readonly Unsupported[] = divergences
  .filter(({ name }) => name !== "reverse KL")
  .map(({ name }) => ({
    property: "an estimator of ∇D is unbiased, with its exact variance",
    divergence: `${name}, q = N(0.3, 1.5²)`,
    estimator: "sticking the landing",
    reason: "biased: the score term that it omits has mean 0 for reverse KL only",
  }));
