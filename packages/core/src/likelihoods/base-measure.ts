/**
 * What a log-likelihood is the logarithm of: a density (Lebesgue), a probability (counting), or
 * neither. Numbers of different kinds are never compared.
 */
export interface BaseMeasure {
  readonly kind: "lebesgue" | "counting" | "unnormalised";
  /** In words, as a sentence about the number goes on: "a probability on {0, 1}^D". */
  readonly description: string;
}

/**
 * Whether log p(x), its importance-weighted and its annealed estimates may be claimed: not of a
 * number that is the logarithm of nothing, such as grey values' cross-entropy.
 */
export const isNormalised = ({ kind }: BaseMeasure): boolean => kind !== "unnormalised";

/** @throws RangeError `log p(x) must be of a normalised law, got …` */
export const requireNormalised = (claim: string, measure: BaseMeasure): void => {
  if (!isNormalised(measure))
    throw new RangeError(`${claim} must be of a normalised law, got ${measure.description}`);
};
