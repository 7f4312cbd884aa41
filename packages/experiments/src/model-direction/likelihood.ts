import type { Family } from "./family.ts";
import type { Target } from "./target.ts";

/** −Σ p log q over all observations, which maximum likelihood minimises; nats. */
export const negativeLogLikelihood = (
  { places, logP, weight }: Target,
  family: Family,
  parameters: readonly number[],
): number => {
  const { logQ } = family(parameters);
  return places.reduce(
    (sum, place, i) => sum - weight * Math.exp(logP[i] ?? -Infinity) * logQ(place),
    0,
  );
};

/** H(data), in nats. */
export const entropyOf = ({ logP, weight }: Target): number =>
  logP.reduce((sum, l) => sum - (l === -Infinity ? 0 : weight * Math.exp(l) * l), 0);
