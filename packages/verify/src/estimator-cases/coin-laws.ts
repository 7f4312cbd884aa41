import * as tf from "@tensorflow/tfjs";
import { type BernoulliCodes, bernoulliCodes } from "@vae-lab/core/distributions";
import { parameter } from "@vae-lab/core/networks";
import { constant, exponential, type Integrand, linear, logCosh, quadratic } from "./integrand.ts";
import type { Law } from "./law.ts";

/** E f(w·b + c) over K coins; the parameters are their logits. */
export interface CoinLaw extends Law<BernoulliCodes> {
  readonly logits: readonly number[];
  /** f at codes in [0, 1]^K, and its derivative in the k-th of them. */
  readonly value: (z: readonly number[]) => number;
  readonly slope: (z: readonly number[], k: number) => number;
  /** All ways for the coins to fall, and how likely each is. */
  readonly states: readonly CoinState[];
}

export interface CoinState {
  readonly b: readonly number[];
  readonly mass: number;
}

export const sigmoid = (l: number): number => 1 / (1 + Math.exp(-l));

const statesOf = (logits: readonly number[]): CoinState[] =>
  Array.from({ length: 2 ** logits.length }, (_, i) => {
    const b = logits.map((_, k) => (i >> k) & 1);
    const mass = logits.reduce((product, l, k) => product * sigmoid(b[k] ? l : -l), 1);
    return { b, mass };
  });

const dot = (w: readonly number[], z: readonly number[]): number =>
  w.reduce((sum, each, k) => sum + each * (z[k] ?? 0), 0);

/** ∂/∂l_k E f = p_k(1 − p_k)(E[f | b_k = 1] − E[f | b_k = 0]) = E f (b_k − p_k), summed over all states. */
export const coinLaw = (
  integrand: Integrand,
  logits: readonly number[],
  weights: readonly number[] = logits.map(() => 1),
  offset = 0,
): CoinLaw => {
  const states = statesOf(logits);
  const place = (z: readonly number[]) => dot(weights, z) + offset;
  const value = (z: readonly number[]) => integrand.value(place(z));
  const chances = logits.map((l) => sigmoid(l).toFixed(2));
  const of = logits.length === 1 ? "" : ` at z = (${weights})·b + ${offset}`;
  return {
    name: `${integrand.name}${of}, P(b = 1) = ${chances.join(", ")}`,
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

/** With θ = ½, where the straight-through estimator of a quadratic is unbiased by symmetry. */
export const coinLaws: readonly CoinLaw[] = [
  coinLaw(constant, [logit(0.3)]),
  coinLaw(linear, [logit(0.3)]),
  ...[0.1, 0.5, 0.8].map((theta) => coinLaw(quadratic(0.3), [logit(theta)])),
  coinLaw(exponential(1), [logit(0.3)]),
  coinLaw(logCosh, [logit(0.8)], [3], -1),
  coinLaw(logCosh, [0.5, -1, 0.2], [2, -1.5, 1], 0.5),
];
