import { integral } from "./quadrature.ts";
import {
  type ExactDivergence,
  logDensity,
  type UnivariateNormal,
  whitened,
} from "./univariate-normal.ts";

const distances = [0, 0.5, 1, 1.5, 2, 3, 4, 6, 9, 13, 20, 40];

/** Integration panels on the scale of each distribution, out to where both vanish in double precision. */
export const panelsOf = (...distributions: readonly UnivariateNormal[]): number[] =>
  distributions.flatMap(({ mean, logVariance }) =>
    distances.flatMap((d) => [-d, d].map((side) => mean + side * Math.exp(logVariance / 2))),
  );

/** log 2 minus the entropy of a Bernoulli variable with log odds t: even, ≈ ⅛t² near 0. */
const certainty = (t: number) => {
  const tanh = Math.tanh(t / 2);
  if (Math.abs(t) < 1) return ((1 + tanh) * Math.log1p(tanh) + (1 - tanh) * Math.log1p(-tanh)) / 2;
  // the entropy is σ(t) log(1 + e⁻ᵗ) + σ(−t) log(1 + eᵗ)
  const a = Math.abs(t);
  const rare = Math.exp(-a) / (1 + Math.exp(-a));
  return Math.LN2 - (Math.log1p(Math.exp(-a)) + rare * a);
};

/** JS(q, p) = ½KL(q‖M) + ½KL(p‖M), M = ½(q + p), by quadrature to about 1e-13 (Lin 1991). */
export const js: ExactDivergence = (q, p) => {
  const { m, l } = whitened(q, p);
  const [distribution, standard] = [
    { mean: m, logVariance: l },
    { mean: 0, logVariance: 0 },
  ];
  return integral(
    (z) => {
      const [a, b] = [logDensity(distribution, z), logDensity(standard, z)];
      return ((Math.exp(a) + Math.exp(b)) / 2) * certainty(a - b);
    },
    { breaks: panelsOf(distribution, standard) },
  );
};
