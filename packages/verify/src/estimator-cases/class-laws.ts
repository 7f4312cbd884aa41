import * as tf from "@tensorflow/tfjs";
import { type CategoricalCodes, categoricalCodes } from "@vae-lab/core/distributions";
import { parameter } from "@vae-lab/core/networks";
import { constant, exponential, type Integrand, linear, logCosh, quadratic } from "./integrand.ts";
import type { Law } from "./law.ts";

/** E f(w·b) over units of C classes each; the parameters are all their logits. */
export interface ClassLaw extends Law<CategoricalCodes> {
  /** The mass of each logit's class within its unit. */
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
  const most = Math.max(...logits);
  const weights = logits.map((l) => Math.exp(l - most));
  const total = weights.reduce((sum, w) => sum + w, 0);
  return weights.map((w) => w / total);
};

/** All choices of one class for each unit, as one-hot codes, with their masses. */
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

/** ∂/∂l_k E f = E f (b_k − p_k), summed over all states. */
export const classLaw = (
  integrand: Integrand,
  classes: number,
  logits: readonly number[],
  weights: readonly number[],
): ClassLaw => {
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

export const classLaws: readonly ClassLaw[] = [
  classLaw(constant, 3, [0.5, -1, 0.2], [1, 2, 3]),
  classLaw(linear, 3, [0.5, -1, 0.2], [1, 2, -1]),
  classLaw(quadratic(0.3), 3, [0.5, -1, 0.2], [0, 1, -0.5]),
  classLaw(exponential(1), 3, [0.5, -1, 0.2], [0.2, 1, -1]),
  classLaw(logCosh, 3, [0.5, -1, 0.2, 0, 1, -0.5], [0, 1, -2, 1, 0.5, -1]),
];

/** A unit of two classes is a coin whose logit is the difference. */
export const twoClassLaws: readonly ClassLaw[] = [
  classLaw(quadratic(0.3), 2, [0.5, -0.7], [0, 1]),
  classLaw(logCosh, 2, [0.2, 1], [-2, 1]),
];
