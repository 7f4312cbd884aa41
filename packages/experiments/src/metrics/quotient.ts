import type { Estimate } from "@vae-lab/core/evaluation";

/** The quotient of independent estimates, with its standard error by the delta method. */
export const quotient = (above: Estimate, below: Estimate): Estimate => {
  const value = above.value / below.value;
  return {
    value,
    standardError: Math.hypot(above.standardError, value * below.standardError) / below.value,
  };
};
