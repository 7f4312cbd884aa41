/** A line of equal ELBO, in nats per example, from one edge of the frame to another. */
export interface EqualBound {
  readonly bound: number;
  readonly from: readonly [rate: number, distortion: number];
  readonly to: readonly [rate: number, distortion: number];
}

const niceStep = (span: number): number => {
  const power = 10 ** (Math.floor(Math.log10(span)) - 1);
  return [1, 2, 5, 10].map((digit) => digit * power).find((step) => span / step <= 8) ?? power * 20;
};

/** Lines of equal ELBO = −(rate + distortion), cut to the frame. */
export const equalBounds = (
  [x0, x1]: readonly [number, number],
  [y0, y1]: readonly [number, number],
): EqualBound[] => {
  const step = niceStep(x1 + y1 - x0 - y0);
  const first = Math.ceil((x0 + y0) / step);
  const last = Math.floor((x1 + y1) / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const sum = (first + index) * step;
    const left = Math.max(x0, sum - y1);
    const right = Math.min(x1, sum - y0);
    return { bound: -sum, from: [left, sum - left], to: [right, sum - right] } as const;
  });
};
