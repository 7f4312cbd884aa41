import type { Interval, Quantity } from "./quantity.ts";

/** A positive quantity divided by an exact one, such as a threshold that theory predicts. */
export const relativeTo = (exact: Quantity, quantity: Quantity): Quantity => ({
  ...quantity,
  text: `${quantity.text}, divided by ${exact.text}`,
  short: `${quantity.short} / ${exact.short}`,
  measure: (evidence) => {
    const [estimate, unit] = [quantity.measure(evidence), exact.measure(evidence)?.value];
    if (estimate === undefined || unit === undefined) return undefined;
    return {
      ...estimate,
      value: estimate.value / unit,
      interval: (level) => {
        const ends = estimate.interval(level);
        return ends && (ends.map((end) => end / unit) as unknown as Interval);
      },
    };
  },
});
