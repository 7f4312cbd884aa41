const ratio = (Math.sqrt(5) - 1) / 2;

/**
 * Where a function of one minimum between `left` and `right` is least, to `tolerance`, by golden-section
 * search (Kiefer 1953): one evaluation a step.
 */
export const goldenSection = (
  f: (x: number) => number,
  left: number,
  right: number,
  tolerance: number,
): number => {
  let [a, b] = [left, right];
  let [c, d] = [b - ratio * (b - a), a + ratio * (b - a)];
  let [fc, fd] = [f(c), f(d)];
  while (b - a > tolerance) {
    if (fc < fd) {
      [b, d, fd, c] = [d, c, fc, d - ratio * (d - a)];
      fc = f(c);
    } else {
      [a, c, fc, d] = [c, d, fd, c + ratio * (b - c)];
      fd = f(d);
    }
  }
  return (a + b) / 2;
};
