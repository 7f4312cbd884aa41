/**
 * The base measure of a likelihood: its log is the log of a density (Lebesgue), of a probability
 * (counting) or of neither. Values with different base measures are not comparable.
 */
export interface BaseMeasure {
  readonly kind: "lebesgue" | "counting" | "unnormalised";
  /** The end of a sentence about the value: "a probability on {0, 1}^D". */
  readonly description: string;
}

/**
 * Whether the likelihood is normalised, so that log p(x) and its importance-weighted and annealed
 * estimates exist. The cross-entropy of grey values is not.
 */
export const isNormalised = ({ kind }: BaseMeasure): boolean => kind !== "unnormalised";

/**
 * Checks that numbers of this base measure may be claimed as log-probabilities.
 * @throws RangeError `log p(x) must be of a normalised likelihood, got …`
 */
export const requireNormalised = (claim: string, measure: BaseMeasure): void => {
  if (!isNormalised(measure))
    throw new RangeError(`${claim} must be of a normalised likelihood, got ${measure.description}`);
};
