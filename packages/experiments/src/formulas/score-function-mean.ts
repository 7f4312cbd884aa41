import * as tf from "@tensorflow/tfjs";
import { type Estimator, elbo, type Normal, pathwise, type Vae, vae } from "@vae-lab/core";
import { scoreFunction } from "@vae-lab/core/estimators";
import type { Parameters } from "@vae-lab/core/networks";
import { type Rng, rng } from "@vae-lab/core/random";
import { normalQuantile } from "@vae-lab/statistics";
import type { ExactValue } from "../studies/evidence.ts";

const sizes = { dataSize: 6, latentSize: 2, hidden: [4] };
/** Of each estimate, per image. */
const samples = 200;

/** Minus the ELBO's gradient in all parameters, row-major. */
const gradientBy = (
  model: Vae,
  parameters: Parameters,
  x: tf.Tensor,
  estimator: Estimator<Normal>,
  noise: Rng,
): Float32Array =>
  tf.tidy(() => {
    const names = Object.keys(parameters);
    const gradients = tf.grads((...tensors) => {
      const own = Object.fromEntries(tensors.map((tensor, i) => [names[i] ?? "", tensor]));
      const joint = {
        q: model.posterior(own, x),
        prior: model.prior(own),
        logLikelihood: (z: tf.Tensor) => model.logLikelihood(own, z, x),
      };
      return elbo().bound(joint, estimator, noise).bound.mean().neg();
    })(Object.values(parameters));
    return Float32Array.from(gradients.flatMap((gradient) => [...gradient.dataSync()]));
  });

/**
 * E_q f by the trapezoidal rule over the noise of two units, z = μ + σε on [−7, 7]²: its gradient is
 * exact to the rule, whose nodes do not depend on q.
 */
const byQuadrature = (spacing: number): Estimator<Normal> => ({
  samples: 1,
  expectation: (f, { mean, logVariance }) => {
    const steps = Math.round(7 / spacing);
    const axis = Array.from({ length: 2 * steps + 1 }, (_, i) => (i - steps) * spacing);
    const nodes = axis.flatMap((a) => axis.map((b) => [a, b] as const));
    const density = ([a, b]: readonly [number, number]) =>
      (Math.exp(-(a * a + b * b) / 2) * spacing ** 2) / (2 * Math.PI);
    const e = tf.tensor3d(nodes.flat(), [nodes.length, 1, 2]);
    const weights = tf.tensor2d(nodes.map(density), [nodes.length, 1]);
    return f(e.mul(logVariance.div(2).exp()).add(mean))
      .mul(weights)
      .sum(0);
  },
});

interface Moments {
  readonly mean: Float64Array;
  readonly standardError: Float64Array;
}

const momentsOf = (estimates: readonly Float32Array[]): Moments => {
  const R = estimates.length;
  const size = estimates[0]?.length ?? 0;
  const mean = new Float64Array(size);
  const standardError = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const values = estimates.map((estimate) => estimate[i] ?? Number.NaN);
    const m = values.reduce((sum, v) => sum + v, 0) / R;
    mean[i] = m;
    standardError[i] = Math.sqrt(values.reduce((sum, v) => sum + (v - m) ** 2, 0) / (R - 1) / R);
  }
  return { mean, standardError };
};

const trace = "trace of the gradient's covariance";

const estimators = {
  "score function": scoreFunction({ samples }),
  "score function, leave-one-out": scoreFunction({ samples, baseline: "leave-one-out" }),
  pathwise: pathwise({ samples }),
} as const;

/**
 * Whether gradient estimates of every parameter of a small network have the exact gradient as their
 * mean: the largest deviation in standard errors, and the threshold that one of the parameters exceeds
 * with a probability of 1 % where there is no bias (Bonferroni).
 */
export const scoreFunctionMean = (estimates = 300): ExactValue[] => {
  const model = vae(sizes);
  const parameters = model.init(rng(6));
  const x = rng(7).uniform([4, sizes.dataSize]).round() as tf.Tensor;
  try {
    const noise = rng(8);
    const exact = gradientBy(model, parameters, x, byQuadrature(0.05), noise);
    const coarse = gradientBy(model, parameters, x, byQuadrature(0.07), noise);
    const kept = [...exact.keys()].filter((i) => (exact[i] ?? 0) !== 0);
    const quadratureError = Math.max(
      ...kept.map((i) => Math.abs((exact[i] ?? 0) - (coarse[i] ?? 0))),
    );
    const threshold = normalQuantile(1 - 0.01 / 2 / kept.length);
    const rows = Object.entries(estimators).flatMap(([estimator, own]): ExactValue[] => {
      const { mean, standardError } = momentsOf(
        Array.from({ length: estimates }, (_, r) =>
          gradientBy(model, parameters, x, own, noise.fold(estimator, r)),
        ),
      );
      const deviations = kept.map(
        (i) =>
          Math.abs((mean[i] ?? 0) - (exact[i] ?? 0)) /
          Math.hypot(standardError[i] ?? 0, quadratureError),
      );
      const variance = kept.reduce((sum, i) => sum + estimates * (standardError[i] ?? 0) ** 2, 0);
      return [
        {
          quantity: "largest deviation from the exact gradient / threshold",
          at: { estimator, parameters: kept.length },
          value: Math.max(...deviations) / threshold,
          error: 0,
          unit: "",
        },
        {
          quantity: trace,
          at: { estimator },
          value: variance,
          error: 4 * variance * Math.sqrt(2 / estimates),
          unit: "nats²",
        },
      ];
    });
    const traceOf = (estimator: string) =>
      rows.find(({ quantity, at }) => quantity === trace && at?.estimator === estimator)?.value ??
      Number.NaN;
    const ratio = traceOf("score function") / traceOf("pathwise");
    return [
      ...rows,
      {
        quantity: "variance of the score function / pathwise",
        value: ratio,
        error: 4 * ratio * Math.sqrt(4 / estimates),
        unit: "",
      },
      {
        quantity: "quadrature error of the exact gradient",
        value: quadratureError,
        error: 0,
        unit: "nats",
      },
    ];
  } finally {
    tf.dispose([parameters, x]);
  }
};
