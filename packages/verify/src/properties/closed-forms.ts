import * as tf from "@tensorflow/tfjs";
import { reverseKl } from "@vae-lab/core";
import { normal, standardNormal } from "@vae-lab/core/distributions";
import {
  amari,
  chiSquared,
  type Divergence,
  forwardKl,
  halfJeffreys,
  jeffreys,
  renyiDivergence,
  squaredHellinger,
  sumOfUnitJs,
  sumOfUnitTotalVariation,
} from "@vae-lab/core/divergences";
import {
  expectedValue,
  hasMoment,
  type Integrand,
  scoreFunctionMoments,
} from "../exact/estimator-moments.ts";
import type { NormalPair } from "../exact/weight-distribution.ts";
import type { Check } from "../matrix/check.ts";
import { fDivergences } from "./f-divergences.ts";

/** A divergence as g(E_q F(log w)), for integration. */
interface Row {
  readonly divergence: Divergence;
  readonly f: Integrand;
  /** As in FDivergence. */
  readonly large: number;
  readonly small: number;
  readonly after?: { value(e: number): number; slope(e: number): number };
  /** Relative to the value, or to 1 if that is larger. */
  readonly tolerance?: number;
}

const named = (name: string) => {
  const found = fDivergences.find((f) => f.name === name);
  if (found === undefined) throw new RangeError(`no f-divergence has the name ${name}`);
  const { value, slope, large, small } = found;
  return { f: { value, slope }, large, small };
};

/** E_q w^(1−α): Rényi's and Amari's divergences are functions of it. */
const power = (alpha: number) => ({
  f: {
    value: (l: number) => Math.exp((1 - alpha) * l),
    slope: (l: number) => (1 - alpha) * Math.exp((1 - alpha) * l),
  },
  large: Math.max(0, 1 - alpha),
  small: Math.max(0, alpha - 1),
});

const half = { value: (e: number) => e / 2, slope: () => 0.5 };

const rows: readonly Row[] = [
  { divergence: reverseKl, ...named("reverse KL") },
  { divergence: forwardKl, ...named("forward KL") },
  { divergence: jeffreys, ...named("Jeffreys") },
  { divergence: halfJeffreys, ...named("Jeffreys"), after: half },
  { divergence: squaredHellinger, ...named("squared Hellinger") },
  { divergence: chiSquared(), ...named("χ²(q‖p)") },
  ...[0.5, 2].map((alpha) => ({
    divergence: renyiDivergence({ alpha }),
    ...power(alpha),
    after: {
      value: (e: number) => Math.log(e) / (alpha - 1),
      slope: (e: number) => 1 / (e * (alpha - 1)),
    },
  })),
  {
    divergence: amari({ alpha: 0.3 }),
    ...power(0.3),
    after: { value: (e) => (1 - e) / 0.21, slope: () => -1 / 0.21 },
  },
  { divergence: sumOfUnitJs(), ...named("JS"), tolerance: 2e-5 },
  { divergence: sumOfUnitTotalVariation, ...named("total variation"), tolerance: 2e-5 },
];

const pairs: readonly NormalPair[] = [
  { q: { mean: 1, sd: 1.3 } },
  { q: { mean: 1, sd: 1.5 } },
  { q: { mean: 1, sd: 0.5 } },
];

/** Value, d/dμ and d/dσ by core. */
const found = (divergence: Divergence, { q: { mean, sd } }: NormalPair): readonly number[] =>
  tf.tidy(() => {
    const at = [tf.tensor2d([[mean]]), tf.tensor2d([[2 * Math.log(sd)]])];
    const of = (m: tf.Tensor, l: tf.Tensor) =>
      divergence.total(normal({ mean: m, logVariance: l }), standardNormal).sum();
    const { value, grads } = tf.valueAndGrads(of)(at);
    const [byMean = Number.NaN, byLogVariance = Number.NaN] = grads.map((g) => g.dataSync()[0]);
    return [value.dataSync()[0] ?? Number.NaN, byMean, (byLogVariance * 2) / sd];
  });

const exactly = ({ f, after }: Row, pair: NormalPair): readonly number[] => {
  const e = expectedValue(pair, f);
  const slope = after?.slope(e) ?? 1;
  return [after?.value(e) ?? e, ...scoreFunctionMoments(pair, f).map(({ mean }) => slope * mean)];
};

/** Compares each divergence of core with its integral. */
export const closedFormProperties: readonly Check[] = rows.flatMap((row) =>
  pairs.map((pair) => ({
    property: "a divergence and its gradient equal the integrals that define them",
    divergence: `${row.divergence.name}, q = N(${pair.q.mean}, ${pair.q.sd}²)`,
    estimator: row.divergence.exact ? "exact" : "approximate",
    measure: () => {
      const hasValue = hasMoment(pair, row.large) && hasMoment(pair, -row.small);
      const values = found(row.divergence, pair);
      if (!hasValue)
        return [{ of: "value", exact: Infinity, estimate: values[0] ?? Number.NaN, tolerance: 0 }];
      const exact = exactly(row, pair);
      return ["value", "d/dμ", "d/dσ"].map((of, k) => ({
        of,
        exact: exact[k] ?? Number.NaN,
        estimate: values[k] ?? Number.NaN,
        tolerance: (row.tolerance ?? 3e-6) * Math.max(1, Math.abs(exact[k] ?? 0)),
      }));
    },
  })),
);
