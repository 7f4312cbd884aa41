import type { SampleShape } from "@vae-lab/core/data";
import type { ValueRange } from "@vae-lab/data";
import type { OwnDataset } from "../../config/dataset.ts";
import type { PartOf } from "../../config/trial-config.ts";

/** The likelihood that suits data, whether they must be scaled for it, and why. */
export interface Suggestion {
  readonly likelihood: PartOf<"model">["likelihood"]["kind"];
  readonly scale?: OwnDataset["scale"];
  readonly why: string;
}

/** What a suggestion depends on. */
export interface SuggestionInput {
  readonly shape: SampleShape;
  readonly range: Pick<ValueRange, "min" | "max" | "isBinary">;
  /** Whether values are bytes, fractions of 255. */
  readonly areBytes: boolean;
}

/** The likelihood to start with, from the range and the kind of the values alone. */
export const suggestLikelihood = ({ shape, range, areBytes }: SuggestionInput): Suggestion => {
  const { min, max, isBinary } = range;
  if (isBinary)
    return {
      likelihood: "bernoulli",
      why: "every value is 0 or 1, so that a Bernoulli likelihood gives probabilities",
    };
  if (areBytes)
    return {
      likelihood: "discretised-logistic",
      why: "the values are bytes: this likelihood gives probabilities of the 256 levels, a Bernoulli likelihood an unnormalised cross-entropy",
    };
  if (min >= 0 && max <= 1)
    return {
      likelihood: "continuous-bernoulli",
      why: "the values are fractions in [0, 1]: this likelihood gives a density of them, a Bernoulli likelihood an unnormalised cross-entropy",
    };
  if (shape.kind === "vector")
    return {
      likelihood: "learned-gaussian",
      scale: "standardise",
      why: "the values are not in [0, 1] and columns have units of their own: standardised, one learned variance suits all",
    };
  return {
    likelihood: "learned-gaussian",
    scale: "standardise",
    why: "the values are not in [0, 1]: a Gaussian likelihood takes any, and its variance is learned",
  };
};
