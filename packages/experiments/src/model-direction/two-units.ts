import { goldenSection } from "@vae-lab/core/exact";
import { logSumExp } from "@vae-lab/statistics";
import { independentBits } from "./family.ts";
import { fits } from "./fit.ts";
import { reverseKl } from "./model-divergence.ts";
import { onBits } from "./target.ts";

/** A maximum of a bound or a likelihood. */
export interface Optimum {
  readonly parameter: number;
  readonly value: number;
}

/** The maximum of a unimodal function. */
const largest = (low: number, high: number, f: (x: number) => number): Optimum => {
  const parameter = goldenSection((x) => -f(x), low, high, 1e-9);
  return { parameter, value: f(parameter) };
};

/** The maxima of the likelihood and of the ELBO with a q that cannot be exact. */
export interface Bias {
  readonly byLikelihood: Optimum;
  readonly byBound: Optimum;
  /** Mean over the data of KL(q‖p(z|x)) of the best q, at the maximum of the likelihood. */
  readonly gapAtLikelihood: number;
  readonly gapAtBound: number;
}

const biasOf = (
  [low, high]: readonly [number, number],
  logLikelihood: (parameter: number) => number,
  gap: (parameter: number) => number,
): Bias => {
  const byLikelihood = largest(low, high, logLikelihood);
  const byBound = largest(low, high, (at) => logLikelihood(at) - gap(at));
  return {
    byLikelihood,
    byBound,
    gapAtLikelihood: gap(byLikelihood.parameter),
    gapAtBound: gap(byBound.parameter),
  };
};

/**
 * x = w(z₁ + z₂) + noise, z ~ N(0, I), noise and q diagonal, E x² = 4, in w²: the posterior's
 * precision is I + w²11ᵀ, the best diagonal q has its diagonal, and the gap
 * log(1 + w²) − ½ log(1 + 2w²) is the same for all x. By hand: w² = 3/2 and √3/2.
 */
export const twoNormalUnits = (): Bias => {
  const secondMoment = 4;
  return biasOf(
    [0, 10],
    (u) => -0.5 * (Math.log(2 * Math.PI * (1 + 2 * u)) + secondMoment / (1 + 2 * u)),
    (u) => Math.log1p(u) - 0.5 * Math.log1p(2 * u),
  );
};

/** A noisy-OR model: two causes with probability ½ each, and an effect of either or of neither. */
export interface NoisyOr {
  /** Probability of the effect without a cause. */
  readonly leak: number;
  /** Share of the data with the effect. */
  readonly seen: number;
}

/** log p(x, z). */
const logJoint = (
  strength: number,
  { leak }: NoisyOr,
  x: 0 | 1,
  bits: readonly number[],
): number => {
  const causes = (bits[0] ?? 0) + (bits[1] ?? 0);
  const absent = (1 - leak) * (1 - strength) ** causes;
  return Math.log(0.25) + Math.log(x === 1 ? 1 - absent : absent);
};

const everyCode = [0, 1, 2, 3].map((i) => [i & 1, i >> 1]);

const logEvidence = (strength: number, model: NoisyOr, x: 0 | 1): number =>
  logSumExp(everyCode.map((bits) => logJoint(strength, model, x, bits)));

/** The best factorised q for p(z|x), by exact sums over starts that prefer either cause or neither. */
export const bestIndependent = (strength: number, model: NoisyOr, x: 0 | 1) => {
  const target = onBits(2, (bits) => logJoint(strength, model, x, bits));
  const starts = [
    [0.1, -0.1],
    [1, -1],
    [2, 2],
  ];
  const [best] = fits({ target, family: independentBits, divergence: reverseKl }, starts);
  if (best === undefined) throw new Error("a fit from three starts must give one minimum");
  return best;
};

/** E_q log p(x, z)/q(z) from its definition, without the posterior. */
export const boundOf = (
  logits: readonly number[],
  strength: number,
  model: NoisyOr,
  x: 0 | 1,
): number => {
  const { logQ } = independentBits(logits);
  return everyCode.reduce((sum, bits) => {
    const q = logQ(bits);
    return sum + Math.exp(q) * (logJoint(strength, model, x, bits) - q);
  }, 0);
};

export const gapOf = (strength: number, model: NoisyOr): number =>
  model.seen * bestIndependent(strength, model, 1).value +
  (1 - model.seen) * bestIndependent(strength, model, 0).value;

export const logLikelihoodOf = (strength: number, model: NoisyOr): number =>
  model.seen * logEvidence(strength, model, 1) + (1 - model.seen) * logEvidence(strength, model, 0);

/** The strength of the causes that maximises the likelihood, and that of the ELBO with a factorised q. */
export const twoBinaryUnits = (model: NoisyOr): Bias =>
  biasOf(
    [1e-4, 1 - 1e-4],
    (s) => logLikelihoodOf(s, model),
    (s) => gapOf(s, model),
  );
