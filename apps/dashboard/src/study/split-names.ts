/** Ways to split curves into small multiples. */
export const splits = ["direction", "estimator", "both"] as const;
export type Split = (typeof splits)[number];
