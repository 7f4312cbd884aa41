import { expectedLogMeanWeight, expectedSelfNormalised } from "@vae-lab/core/exact";
import { coverageOf } from "../model-direction/coverage.ts";
import { diagonalNormal } from "../model-direction/family.ts";
import { evaluate } from "../model-direction/fit.ts";
import {
  alphaDivergence,
  forwardKl,
  type ModelDivergence,
  reverseKl,
} from "../model-direction/model-divergence.ts";
import { logNormal, onLine } from "../model-direction/target.ts";
import type { ExactValue } from "../studies/evidence.ts";

/** z ~ N(0, 1), x = z² + N(0, σ²): the sign of z is lost, so p(z|x) has a mode on either side of 0. */
const [x, sd] = [3, 0.8];
const logJoint = (z: number): number => logNormal(z, 0, 1) + logNormal(x, z * z, sd);

const posterior = onLine(logJoint, { reach: 8, spacing: 0.02 });
const family = diagonalNormal(1);

/** q = N(m, s²) as [m, log s]. */
type Q = readonly [mean: number, logSd: number];

/** The trapezoidal rule for E f(ε), ε ~ N(0, 1). */
const rule = (() => {
  const nodes = Array.from({ length: 161 }, (_, i) => (i - 80) / 10);
  return { nodes, weights: nodes.map((e) => Math.exp(logNormal(e, 0, 1)) / 10) };
})();

const logWeight =
  ([m, logSd]: Q) =>
  (e: number): number => {
    const s = Math.exp(logSd);
    return logJoint(m + s * e) - logNormal(m + s * e, m, s);
  };

const divergenceFrom = (divergence: ModelDivergence) => (q: Q) =>
  evaluate(posterior, family, divergence, q).value;

/** Minimises by steps along the axes that shrink when none improves, to 1e-7 of a parameter. */
const minimise = (f: (q: Q) => number, start: Q): { readonly q: Q; readonly value: number } => {
  let [q, value, step] = [start, f(start), 0.3];
  while (step > 1e-7) {
    const moves: Q[] = [
      [q[0] + step, q[1]],
      [q[0] - step, q[1]],
      [q[0], q[1] + step],
      [q[0], q[1] - step],
    ];
    const better = moves.map((at) => ({ at, own: f(at) })).sort((a, b) => a.own - b.own)[0];
    if (better !== undefined && better.own < value) [q, value] = [better.at, better.own];
    else step /= 2;
  }
  return { q, value };
};

const starts: readonly Q[] = [
  [0.01, Math.log(1.5)],
  [1.6, Math.log(0.3)],
];

/** The best of the minima from a start that covers both modes and from one at a mode. */
const best = (f: (q: Q) => number): Q =>
  starts.map((start) => minimise(f, start)).sort((a, b) => a.value - b.value)[0]?.q ?? [
    Number.NaN,
    Number.NaN,
  ];

/**
 * Where wake-φ with K samples rests: m = E Σ w̃z and s² = E Σ w̃(z − m)², the moments by self-normalised
 * weights, iterated from the covering start (Bornschein & Bengio 2015).
 */
const wakePhi = (samples: number): Q => {
  let q: Q = starts[0] ?? [0, 0];
  for (let i = 0; i < 400; i++) {
    const [m, logSd] = q;
    const z = (e: number) => m + Math.exp(logSd) * e;
    const moment = (g: (z: number) => number) =>
      expectedSelfNormalised(rule, logWeight(q), (e) => g(z(e)), samples);
    const mean = moment((value) => value);
    const variance = moment((value) => (value - mean) ** 2);
    const next: Q = [mean, Math.log(variance) / 2];
    if (Math.hypot(next[0] - m, next[1] - logSd) < 1e-9) return next;
    q = next;
  }
  return q;
};

/** Objectives of inference, from the most mode-seeking to the most covering, and the q that each finds. */
const objectives: readonly { readonly name: string; readonly find: () => Q }[] = [
  { name: "ELBO", find: () => best(divergenceFrom(reverseKl)) },
  ...[5, 50, 500].map((K) => ({
    name: `IWAE-${K}`,
    find: () => best((q) => -expectedLogMeanWeight(rule, logWeight(q), K)),
  })),
  ...[0.25, 0.5, 0.75].map((share) => ({
    name: `Rényi α = ${1 - share}`,
    find: () => best(divergenceFrom(alphaDivergence(share))),
  })),
  ...[5, 50].map((K) => ({ name: `wake-φ, ${K} samples`, find: () => wakePhi(K) })),
  { name: "wake-φ in the limit, and sleep", find: () => best(divergenceFrom(forwardKl)) },
];

/** The mass of N(m, s²) on the side of 0 that has less of it: ½ if both modes are covered alike. */
const lesserSide = ([m, logSd]: Q): number => {
  const masses = posterior.places.map(([z = 0]) => ({
    isAbove: z > 0,
    mass: Math.exp(logNormal(z, m, Math.exp(logSd))) * posterior.weight,
  }));
  const above = masses.reduce((sum, { isAbove, mass }) => sum + (isAbove ? mass : 0), 0);
  return Math.min(above, 1 - above);
};

/**
 * The normal q that each objective of inference prefers for a posterior with two modes, exactly: by
 * quadrature, without networks, samples or training. Sleep with an encoder that can represent
 * any function of x prefers the same q as wake-φ in the limit.
 */
export const inferenceDirections = (): ExactValue[] =>
  objectives.flatMap(({ name: objective, find }) => {
    const q = find();
    const number = (quantity: string, value: number, unit = ""): ExactValue => ({
      ...{ quantity, value, error: 1e-5, unit },
      at: { objective },
    });
    return [
      number("mass of q at the lesser mode", lesserSide(q)),
      number("|mean of q|", Math.abs(q[0])),
      number("sd of q", Math.exp(q[1])),
      number("coverage of the posterior", coverageOf(posterior, family, q).coverage),
      number("KL(q‖p(z|x))", divergenceFrom(reverseKl)(q), "nats"),
      number("KL(p(z|x)‖q)", divergenceFrom(forwardKl)(q), "nats"),
    ];
  });
