import { type ExactDivergence, whitened } from "./univariate-normal.ts";

/** eˣ − 1 − x, by a series where the difference would cancel. */
const expm2 = (x: number) =>
  Math.abs(x) < 1e-2
    ? ((x * x) / 2) * (1 + (x / 3) * (1 + (x / 4) * (1 + (x / 5) * (1 + (x / 6) * (1 + x / 7)))))
    : Math.expm1(x) - x;

/** KL(q‖p) = ½(eˡ − 1 − l + m²). */
export const reverseKl: ExactDivergence = (q, p) => {
  const { m, l } = whitened(q, p);
  return (expm2(l) + m * m) / 2;
};

/** KL(p‖q). */
export const forwardKl: ExactDivergence = (q, p) => reverseKl(p, q);

/** KL(q‖p) + KL(p‖q) = ½(4 sinh²(l/2) + m²(1 + e⁻ˡ)) (Jeffreys 1946). */
export const jeffreys: ExactDivergence = (q, p) => {
  const { m, l } = whitened(q, p);
  return (4 * Math.sinh(l / 2) ** 2 + m * m * (1 + Math.exp(-l))) / 2;
};

export const halfJeffreys: ExactDivergence = (q, p) => jeffreys(q, p) / 2;
