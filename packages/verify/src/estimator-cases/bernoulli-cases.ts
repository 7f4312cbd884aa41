import * as tf from "@tensorflow/tfjs";
import { type BernoulliCodes, bernoulliCodes } from "@vae-lab/core/distributions";
import { parameter } from "@vae-lab/core/networks";
import type { EstimatorCase } from "./estimator-case.ts";
import { constant, exponential, type Integrand, linear, logCosh, quadratic } from "./integrand.ts";

/** E f(w·b + c) over K Bernoulli units b; the parameters are their logits. */
export interface BernoulliCase extends EstimatorCase<BernoulliCodes> {
  readonly logits: readonly number[];
  /** f at a code in [0, 1]^K, and its derivative in the k-th unit. */
  readonly value: (z: readonly number[]) => number;
  readonly slope: (z: readonly number[], k: number) => number;
  /** All 2^K codes with their probabilities. */
  readonly states: readonly BernoulliState[];
}

export interface BernoulliState {
  readonly b: readonly number[];
  readonly mass: number;
}

export const sigmoid = (l: number): number => 1 / (1 + Math.exp(-l));

const statesOf = (logits: readonly number[]): BernoulliState[] =>
  Array.from({ length: 2 ** logits.length }, (_, i) => {
    const b = logits.map((_, k) => (i >> k) & 1);
    const mass = logits.reduce((product, l, k) => product * sigmoid(b[k] ? l : -l), 1);
    return { b, mass };
  });

const dot = (w: readonly number[], z: readonly number[]): number =>
  w.reduce((sum, each, k) => sum + each * (z[k] ?? 0), 0);

/** The case of one integrand, with ∂/∂l_k E f = E f (b_k − p_k) summed over all states. */
export const bernoulliCase = (
  integrand: Integrand,
  logits: readonly number[],
  weights: readonly number[] = logits.map(() => 1),
  offset = 0,
): BernoulliCase => {
  const states = statesOf(logits);
  const place = (z: readonly number[]) => dot(weights, z) + offset;
  const value = (z: readonly number[]) => integrand.value(place(z));
  const probabilities = logits.map((l) => sigmoid(l).toFixed(2));
  const of = logits.length === 1 ? "" : ` at z = (${weights})·b + ${offset}`;
  return {
    name: `${integrand.name}${of}, P(b = 1) = ${probabilities.join(", ")}`,
    integrand,
    parameters: { logits },
    q: (parameters) => bernoulliCodes(parameter(parameters, "logits")),
    f: (z) =>
      integrand.tensor(
        z
          .mul(tf.tensor1d([...weights]))
          .sum(-1)
          .add(offset),
      ),
    gradient: {
      logits: logits.map((l, k) =>
        states.reduce((sum, { b, mass }) => sum + mass * value(b) * ((b[k] ?? 0) - sigmoid(l)), 0),
      ),
    },
    logits,
    value,
    slope: (z, k) => (weights[k] ?? 0) * integrand.slope(place(z)),
    states,
  };
};

const logit = (p: number): number => Math.log(p / (1 - p));

/** Includes p = ½, where the straight-through estimator of a quadratic is unbiased by symmetry. */
export const bernoulliCases: readonly BernoulliCase[] = [
  bernoulliCase(constant, [logit(0.3)]),
  bernoulliCase(linear, [logit(0.3)]),
  ...[0.1, 0.5, 0.8].map((theta) => bernoulliCase(quadratic(0.3), [logit(theta)])),
  bernoulliCase(exponential(1), [logit(0.3)]),
  bernoulliCase(logCosh, [logit(0.8)], [3], -1),
  bernoulliCase(logCosh, [0.5, -1, 0.2], [2, -1.5, 1], 0.5),
];
