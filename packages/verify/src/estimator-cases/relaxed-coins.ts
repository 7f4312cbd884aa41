import { type CoinLaw, sigmoid } from "./coin-laws.ts";
import { momentsUnder, underLogistic } from "./expectation.ts";
import type { ExactMoments } from "./law.ts";

/** log(1 + eᵗ) */
const softplus = (t: number): number => Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t)));

/** A relaxed draw s = σ(y) and its derivative in the logit, free or given how the coin fell. */
interface Draw {
  readonly soft: number;
  readonly slope: number;
}

const freeDraw = (logit: number, temperature: number, v: number): Draw => {
  const soft = sigmoid((logit + v) / temperature);
  return { soft, slope: (soft * (1 - soft)) / temperature };
};

/** λy = ±log(1 + eᵛ(1 + e^±l)): Tucker et al. 2017, app. C. */
const drawGiven = (logit: number, temperature: number, v: number, b: number): Draw => {
  const sign = b === 1 ? 1 : -1;
  const inner = v + softplus(sign * logit);
  const soft = sigmoid((sign * softplus(inner)) / temperature);
  const slope = (soft * (1 - soft) * sigmoid(inner) * sigmoid(sign * logit)) / temperature;
  return { soft, slope };
};

/** Only for a single coin: with more, the noise has as many dimensions. */
const singleLogit = ({ logits }: CoinLaw): number => {
  const [logit, ...more] = logits;
  if (logit === undefined || more.length > 0)
    throw new RangeError(`a law must have 1 coin, got ${logits.length}`);
  return logit;
};

/** f′(s) ds/dl over the logistic noise. */
export const concreteMoments = (law: CoinLaw, temperature: number): Required<ExactMoments> => {
  const logit = singleLogit(law);
  return momentsUnder(underLogistic, (v) => {
    const { soft, slope } = freeDraw(logit, temperature, v);
    return law.slope([soft], 0) * slope;
  });
};

/**
 * f′(b) ds/dl over the noise. Given b the free draw is smooth in the noise of the conditional one, so
 * the jump of b is never integrated across.
 */
export const straightThroughConcreteMoments = (
  law: CoinLaw,
  temperature: number,
): Required<ExactMoments> => {
  const logit = singleLogit(law);
  const over = (power: 1 | 2) =>
    sides(logit).reduce(
      (sum, { b, mass }) =>
        sum +
        mass *
          underLogistic((v) => {
            const { soft } = drawGiven(logit, temperature, v, b);
            return (law.slope([b], 0) * ((soft * (1 - soft)) / temperature)) ** power;
          }),
      0,
    );
  const mean = over(1);
  return { mean, variance: over(2) - mean ** 2 };
};

/**
 * [f(b) − η f(s̃)](b − p) + η f′(s) ds/dl − η f′(s̃) ds̃/dl: given b, the draws s and s̃ are
 * independent, so that their moments are integrals over one noise each.
 */
export const rebarMoments = (
  law: CoinLaw,
  { temperature, scale }: { readonly temperature: number; readonly scale: number },
): Required<ExactMoments> => {
  const logit = singleLogit(law);
  let [mean, square] = [0, 0];
  for (const { b, mass } of sides(logit)) {
    const score = b - sigmoid(logit);
    const ofGiven = momentsUnder(underLogistic, (v) => {
      const { soft, slope } = drawGiven(logit, temperature, v, b);
      return (
        (law.value([b]) - scale * law.value([soft])) * score - scale * law.slope([soft], 0) * slope
      );
    });
    const ofFree = momentsUnder(underLogistic, (v) => {
      const { soft } = drawGiven(logit, temperature, v, b);
      return (scale * law.slope([soft], 0) * soft * (1 - soft)) / temperature;
    });
    const together = ofGiven.mean + ofFree.mean;
    mean += mass * together;
    square += mass * (together ** 2 + ofGiven.variance + ofFree.variance);
  }
  return { mean, variance: square - mean ** 2 };
};

const sides = (logit: number) => [
  { b: 1, mass: sigmoid(logit) },
  { b: 0, mass: sigmoid(-logit) },
];
