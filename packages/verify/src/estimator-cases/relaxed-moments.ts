import { type BernoulliCase, sigmoid } from "./bernoulli-cases.ts";
import type { ExactMoments } from "./estimator-case.ts";
import { momentsUnder, underLogistic } from "./expectation.ts";

/** log(1 + eᵗ) */
const softplus = (t: number): number => Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t)));

/** A relaxed draw s = σ(y) and its derivative in the logit. */
interface Draw {
  readonly soft: number;
  readonly slope: number;
}

const freeDraw = (logit: number, temperature: number, v: number): Draw => {
  const soft = sigmoid((logit + v) / temperature);
  return { soft, slope: (soft * (1 - soft)) / temperature };
};

/** A draw conditional on b: λy = ±log(1 + eᵛ(1 + e^±l)) (Tucker et al. 2017, app. C). */
const drawGiven = (logit: number, temperature: number, v: number, b: number): Draw => {
  const sign = b === 1 ? 1 : -1;
  const inner = v + softplus(sign * logit);
  const soft = sigmoid((sign * softplus(inner)) / temperature);
  const slope = (soft * (1 - soft) * sigmoid(inner) * sigmoid(sign * logit)) / temperature;
  return { soft, slope };
};

/** @throws RangeError unless the case has exactly one unit: the noise has as many dimensions as units */
const singleLogit = ({ logits }: BernoulliCase): number => {
  const [logit, ...more] = logits;
  if (logit === undefined || more.length > 0)
    throw new RangeError(`a case must have exactly 1 Bernoulli unit, got ${logits.length}`);
  return logit;
};

/** Moments of the Concrete estimate f′(s) ds/dl over the logistic noise. */
export const concreteMoments = (
  testCase: BernoulliCase,
  temperature: number,
): Required<ExactMoments> => {
  const logit = singleLogit(testCase);
  return momentsUnder(underLogistic, (v) => {
    const { soft, slope } = freeDraw(logit, temperature, v);
    return testCase.slope([soft], 0) * slope;
  });
};

/**
 * Moments of the straight-through Concrete estimate f′(b) ds/dl. The integral is taken for each b
 * separately, over the noise of the conditional draw, so that no integrand has a jump.
 */
export const straightThroughConcreteMoments = (
  testCase: BernoulliCase,
  temperature: number,
): Required<ExactMoments> => {
  const logit = singleLogit(testCase);
  const over = (power: 1 | 2) =>
    sides(logit).reduce(
      (sum, { b, mass }) =>
        sum +
        mass *
          underLogistic((v) => {
            const { soft } = drawGiven(logit, temperature, v, b);
            return (testCase.slope([b], 0) * ((soft * (1 - soft)) / temperature)) ** power;
          }),
      0,
    );
  const mean = over(1);
  return { mean, variance: over(2) - mean ** 2 };
};

/**
 * Moments of the REBAR estimate [f(b) − η f(s̃)](b − p) + η f′(s) ds/dl − η f′(s̃) ds̃/dl. Given b,
 * s and s̃ are independent, so the moments are integrals over one noise variable each.
 */
export const rebarMoments = (
  testCase: BernoulliCase,
  { temperature, scale }: { readonly temperature: number; readonly scale: number },
): Required<ExactMoments> => {
  const logit = singleLogit(testCase);
  let [mean, square] = [0, 0];
  for (const { b, mass } of sides(logit)) {
    const score = b - sigmoid(logit);
    const ofGiven = momentsUnder(underLogistic, (v) => {
      const { soft, slope } = drawGiven(logit, temperature, v, b);
      return (
        (testCase.value([b]) - scale * testCase.value([soft])) * score -
        scale * testCase.slope([soft], 0) * slope
      );
    });
    const ofFree = momentsUnder(underLogistic, (v) => {
      const { soft } = drawGiven(logit, temperature, v, b);
      return (scale * testCase.slope([soft], 0) * soft * (1 - soft)) / temperature;
    });
    const total = ofGiven.mean + ofFree.mean;
    mean += mass * total;
    square += mass * (total ** 2 + ofGiven.variance + ofFree.variance);
  }
  return { mean, variance: square - mean ** 2 };
};

const sides = (logit: number) => [
  { b: 1, mass: sigmoid(logit) },
  { b: 0, mass: sigmoid(-logit) },
];
