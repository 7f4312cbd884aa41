import * as tf from "@tensorflow/tfjs";
import { type CategoricalCodes, categoricalCodes } from "@vae-lab/core/distributions";
import { parameter } from "@vae-lab/core/networks";
import type { EstimatorCase } from "./estimator-case.ts";
import { constant, exponential, type Integrand, linear, logCosh, quadratic } from "./integrand.ts";

/** E f(w·b) over one-hot units b of C classes each; the parameters are their logits. */
export interface CategoricalCase extends EstimatorCase<CategoricalCodes> {
  /** The probability of each logit's class within its unit. */
  readonly masses: readonly number[];
  readonly classes: number;
  /** w. */
  readonly weights: readonly number[];
  readonly value: (z: readonly number[]) => number;
  /** The derivative of f in the k-th number of a code. */
  readonly slope: (z: readonly number[], k: number) => number;
  readonly states: readonly { readonly b: readonly number[]; readonly mass: number }[];
}

const inUnits = (values: readonly number[], classes: number): number[][] =>
  Array.from({ length: values.length / classes }, (_, u) =>
    values.slice(u * classes, (u + 1) * classes),
  );

const softmax = (logits: readonly number[]): number[] => {
  const max = Math.max(...logits);
  const weights = logits.map((l) => Math.exp(l - max));
  const total = weights.reduce((sum, w) => sum + w, 0);
  return weights.map((w) => w / total);
};

/** All combinations of one class per unit, as one-hot codes with their probabilities. */
const statesOf = (units: readonly (readonly number[])[]): { b: number[]; mass: number }[] =>
  units.reduce<{ b: number[]; mass: number }[]>(
    (states, masses) =>
      states.flatMap(({ b, mass }) =>
        masses.map((p, c) => ({
          b: [...b, ...masses.map((_, i) => Number(i === c))],
          mass: mass * p,
        })),
      ),
    [{ b: [], mass: 1 }],
  );

/** The case of one integrand, with ∂/∂l_k E f = E f (b_k − p_k) summed over all states. */
export const categoricalCase = (
  integrand: Integrand,
  classes: number,
  logits: readonly number[],
  weights: readonly number[],
): CategoricalCase => {
  const units = inUnits(logits, classes).map(softmax);
  const masses = units.flat();
  const states = statesOf(units);
  const place = (z: readonly number[]) =>
    z.reduce((sum, each, k) => sum + each * (weights[k] ?? 0), 0);
  const value = (z: readonly number[]) => integrand.value(place(z));
  const shown = units.map((unit) => unit.map((p) => p.toFixed(2)).join(", ")).join("; ");
  return {
    name: `${integrand.name} at z = (${weights})·b, masses ${shown}`,
    integrand,
    parameters: { logits },
    q: (parameters) => categoricalCodes({ logits: parameter(parameters, "logits"), classes }),
    f: (z) => integrand.tensor(z.mul(tf.tensor1d([...weights])).sum(-1)),
    gradient: {
      logits: masses.map((p, k) =>
        states.reduce((sum, { b, mass }) => sum + mass * value(b) * ((b[k] ?? 0) - p), 0),
      ),
    },
    masses,
    classes,
    weights,
    value,
    slope: (z, k) => (weights[k] ?? 0) * integrand.slope(place(z)),
    states,
  };
};

/** Integrands of every kind over one or two categorical units. */
export const categoricalCases: readonly CategoricalCase[] = [
  categoricalCase(constant, 3, [0.5, -1, 0.2], [1, 2, 3]),
  categoricalCase(linear, 3, [0.5, -1, 0.2], [1, 2, -1]),
  categoricalCase(quadratic(0.3), 3, [0.5, -1, 0.2], [0, 1, -0.5]),
  categoricalCase(exponential(1), 3, [0.5, -1, 0.2], [0.2, 1, -1]),
  categoricalCase(logCosh, 3, [0.5, -1, 0.2, 0, 1, -0.5], [0, 1, -2, 1, 0.5, -1]),
];

/** Units of two classes, each a Bernoulli variable whose logit is the difference of its two logits. */
export const twoClassCases: readonly CategoricalCase[] = [
  categoricalCase(quadratic(0.3), 2, [0.5, -0.7], [0, 1]),
  categoricalCase(logCosh, 2, [0.2, 1], [-2, 1]),
];
