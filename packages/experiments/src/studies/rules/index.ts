// How claims are judged: quantities with their uncertainty, criteria, and rules made from both

export { differenceAtEqual } from "./at-equal.ts";
export { chordSlope } from "./chord-slope.ts";
export { difference, differenceOfDifferences, level, ratio } from "./comparison.ts";
export { computed, computedDifference } from "./computed.ts";
export { differs, equivalent, equivalentRatio, lessThan, moreThan, within } from "./criterion.ts";
export { exact } from "./exact.ts";
export { type FallingCurve, onset, onsetRatio } from "./onset.ts";
export type { Quantity } from "./quantity.ts";
export { relativeTo } from "./relative-to.ts";
export { all, monotone, type Rule, rule } from "./rule.ts";
