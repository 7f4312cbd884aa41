/** log Σ exp x. The largest x is taken out, else exp over- or underflows; −∞ for no values. */
export const logSumExp = (logs: ArrayLike<number>): number => {
  let top = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < logs.length; i++) top = Math.max(top, logs[i] ?? 0);
  if (!Number.isFinite(top)) return top;
  let total = 0;
  for (let i = 0; i < logs.length; i++) total += Math.exp((logs[i] ?? 0) - top);
  return top + Math.log(total);
};

/** log (1/n Σ exp x). */
export const logMeanExp = (logs: ArrayLike<number>): number =>
  logSumExp(logs) - Math.log(logs.length);
