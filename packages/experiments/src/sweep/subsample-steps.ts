/** Points kept of each training curve. */
export const curvePoints = 1000;

/**
 * Which of `steps` steps (1-based) to keep so that a curve has at most `most` points: every
 * stride-th from the first, and the last. The choice depends on nothing but the counts.
 */
export const subsampleSteps = (
  steps: number,
  maxPoints = curvePoints,
): ((step: number) => boolean) => {
  const stride = Math.max(1, Math.ceil((steps - 1) / (maxPoints - 1)));
  return (step) => (step - 1) % stride === 0 || step === steps;
};
