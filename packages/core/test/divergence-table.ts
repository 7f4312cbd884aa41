import {
  amari,
  chiSquared,
  type Divergence,
  dualGeometricJs,
  forwardKl,
  geometricJs,
  halfJeffreys,
  jeffreys,
  renyiDivergence,
  squaredHellinger,
  sumOfUnitJs,
  sumOfUnitTotalVariation,
} from "../src/divergences/index.ts";
import type { ExactDivergence } from "../src/exact/index.ts";
import { normalDivergences as exact } from "../src/exact/normal-divergences.ts";
import { reverseKl } from "../src/index.ts";

const swapped =
  (divergence: ExactDivergence): ExactDivergence =>
  (q, p) =>
    divergence(p, q);

/** Every tensor form and the number it must be. */
export const divergenceTable: readonly {
  readonly divergence: Divergence;
  readonly exact: ExactDivergence;
}[] = [
  { divergence: reverseKl, exact: exact.reverseKl },
  { divergence: forwardKl, exact: exact.forwardKl },
  { divergence: jeffreys, exact: exact.jeffreys },
  { divergence: halfJeffreys, exact: exact.halfJeffreys },
  ...[0.1, 0.5, 0.9, 1, 1.5, 2, 5].flatMap((alpha) => [
    { divergence: renyiDivergence({ alpha }), exact: exact.renyi(alpha) },
    {
      divergence: renyiDivergence({ alpha, direction: "forward" }),
      exact: swapped(exact.renyi(alpha)),
    },
  ]),
  ...[-1, 0, 0.3, 0.5, 0.8, 1, 1.5, 2].map((alpha) => ({
    divergence: amari({ alpha }),
    exact: exact.amari(alpha),
  })),
  { divergence: chiSquared(), exact: exact.chiSquared },
  { divergence: chiSquared({ direction: "forward" }), exact: swapped(exact.chiSquared) },
  { divergence: squaredHellinger, exact: exact.squaredHellinger },
  ...[0.2, 0.5, 0.9].flatMap((alpha) => [
    { divergence: geometricJs({ alpha }), exact: exact.geometricJs(alpha) },
    { divergence: dualGeometricJs({ alpha }), exact: exact.dualGeometricJs(alpha) },
  ]),
  { divergence: sumOfUnitJs(), exact: exact.js },
  { divergence: sumOfUnitTotalVariation, exact: exact.totalVariation },
];
