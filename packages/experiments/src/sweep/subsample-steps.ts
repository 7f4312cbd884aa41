/** The most points kept of each training curve: a figure shows no more, and each takes time to log. */
export const curvePoints = 500;

/**
 * Whether to keep a step (from 1) of `steps`, so that a curve has at most about `maxPoints` points:
 * every n-th step from the first, and the last. It depends on the counts alone.
 */
export const subsampleSteps = (
  steps: number,
  maxPoints = curvePoints,
): ((step: number) => boolean) => {
  const stride = Math.max(1, Math.ceil((steps - 1) / (maxPoints - 1)));
  return (step) => (step - 1) % stride === 0 || step === steps;
};
