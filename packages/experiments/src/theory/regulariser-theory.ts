import {
  type ExpectedDivergence,
  normalDivergences as exact,
  expectedExponential,
  expectedQuadratic,
  forwardKlUnit,
  halfJeffreysUnit,
  type LinearVaeUnit,
  linearVaeMinimum,
  reverseKlUnit,
} from "@vae-lab/core/exact";
import type { PartOf } from "../config/trial-config.ts";

type Objective = PartOf<"objective">;

/** What a regulariser D(q(z|x), p(z)) does to one unit of the linear VAE. */
export interface RegulariserTheory {
  /**
   * f″(1) relative to KL: collapse is locally stable iff λ ≤ f″(1)·τ. Infinite where it is stable at
   * every τ.
   */
  readonly curvature: number;
  /** The optimum reached from the collapsed state, by λ and τ; absent where none is implemented. */
  readonly unit?: (lambda: number, tau: number) => LinearVaeUnit;
}

const numerical =
  (expected: ExpectedDivergence) =>
  (lambda: number, tau: number): LinearVaeUnit =>
    linearVaeMinimum(expected, { lambda, tau });

/** Amari's α-divergence, from Rényi's; its limits at 0 and 1 are KL. */
const amari = (alpha: number) => {
  if (alpha === 0) return forwardKlUnit;
  if (alpha === 1) return reverseKlUnit;
  return alpha > 0
    ? numerical(expectedExponential(exact.renyi(alpha), alpha - 1, alpha * (alpha - 1)))
    : undefined;
};

const withUnit = (curvature: number, unit: RegulariserTheory["unit"]): RegulariserTheory => ({
  curvature,
  ...(unit && { unit }),
});

const theories: Record<
  Objective["regulariser"],
  (alpha: number | undefined) => RegulariserTheory | undefined
> = {
  "reverse-kl": () => withUnit(1, reverseKlUnit),
  "forward-kl": () => withUnit(1, forwardKlUnit),
  "half-jeffreys": () => withUnit(1, halfJeffreysUnit),
  jeffreys: () => withUnit(2, numerical(expectedQuadratic(exact.jeffreys))),
  "reverse-renyi": (alpha = 1) => withUnit(alpha, numerical(expectedQuadratic(exact.renyi(alpha)))),
  "forward-renyi": (alpha = 1) =>
    withUnit(alpha, numerical(expectedQuadratic((q, p) => exact.renyi(alpha)(p, q)))),
  amari: (alpha = 1) => withUnit(1, amari(alpha)),
  "geometric-js": (alpha = 0.5) =>
    withUnit(alpha * (1 - alpha), numerical(expectedQuadratic(exact.geometricJs(alpha)))),
  "dual-geometric-js": (alpha = 0.5) =>
    withUnit(alpha * (1 - alpha), numerical(expectedQuadratic(exact.dualGeometricJs(alpha)))),
  "reverse-chi-squared": () => withUnit(2, numerical(expectedExponential(exact.renyi(2), 1, 1))),
  "forward-chi-squared": () =>
    withUnit(2, numerical(expectedExponential((q, p) => exact.renyi(2)(p, q), 1, 1))),
  "squared-hellinger": () =>
    withUnit(0.25, numerical(expectedExponential(exact.renyi(0.5), -0.5, -1))),
  "js-per-unit-sum": () => ({ curvature: 0.25 }),
  "total-variation-per-unit-sum": () => ({ curvature: Number.POSITIVE_INFINITY }),
  none: () => undefined,
};

/** The theory of a config's regulariser; undefined without one. */
export const regulariserTheory = ({
  regulariser,
  alpha,
}: Pick<Objective, "regulariser" | "alpha">): RegulariserTheory | undefined =>
  theories[regulariser](alpha);
