import { numberText } from "@vae-lab/viz";

/** A metric for a table: few digits, but only 0 is shown as 0. */
export const metricText = (value: number): string => {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || Number.isInteger(value) || size >= 1e5) return numberText(value);
  if (size < 0.001) return value < 0 ? "> −0.001" : "< 0.001";
  return value.toFixed(size >= 100 ? 1 : size >= 10 ? 2 : 3).replace("-", "−");
};
