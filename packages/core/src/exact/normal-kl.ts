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

/** KL(q‖N(0, I)) in nats of a diagonal normal q, or the sum of those of several. */
export const klToStandardNormal = ({
  mean,
  logVariance,
}: {
  readonly mean: ArrayLike<number>;
  readonly logVariance: ArrayLike<number>;
}): number => {
  const standard = { mean: 0, logVariance: 0 };
  let sum = 0;
  for (let i = 0; i < mean.length; i++)
    sum += reverseKl({ mean: mean[i] as number, logVariance: logVariance[i] as number }, standard);
  return sum;
};

/** KL(p‖q). */
export const forwardKl: ExactDivergence = (q, p) => reverseKl(p, q);

/** KL(q‖p) + KL(p‖q) = ½(4 sinh²(l/2) + m²(1 + e⁻ˡ)) (Jeffreys 1946). */
export const jeffreys: ExactDivergence = (q, p) => {
  const { m, l } = whitened(q, p);
  return (4 * Math.sinh(l / 2) ** 2 + m * m * (1 + Math.exp(-l))) / 2;
};

export const halfJeffreys: ExactDivergence = (q, p) => jeffreys(q, p) / 2;
