/**
 * erf(x) = 2/√π ∫₀ˣ e^(−t²) dt to about 1e-15: a series of positive terms, and above 2.5 the
 * continued fraction of 1 − erf (Abramowitz & Stegun 1964, 7.1.6 and 7.1.14).
 */
export const erf = (x: number): number => {
  if (Math.abs(x) > 2.5) return Math.sign(x) * (1 - erfc(Math.abs(x)));
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
};

/** 1 − erf(x), accurate where erf is nearly 1. */
export const erfc = (x: number): number => {
  if (x < 2.5) return 1 - erf(x);
  let fraction = 0;
  for (let n = 80; n > 0; n--) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
};
