import * as tf from "@tensorflow/tfjs";
import { reverseKl, rng } from "@vae-lab/core";
import { normal, standardNormal } from "@vae-lab/core/distributions";
import {
  amari,
  chiSquared,
  type Divergence,
  dualGeometricJs,
  forwardKl,
  geometricJs,
  halfJeffreys,
  jeffreys,
  monteCarloJs,
  renyiDivergence,
  squaredHellinger,
  sumOfUnitJs,
  sumOfUnitTotalVariation,
} from "@vae-lab/core/divergences";
import { type ExactDivergence, normalDivergences } from "@vae-lab/core/exact";
import { aggregateKl, mmd } from "@vae-lab/core/regularisers";
import { beforeAll, expect, test } from "vitest";
import { loadBackend, wasm } from "../src/backend/native.ts";

beforeAll(() => loadBackend([wasm]));

const table: readonly [Divergence, ExactDivergence][] = [
  [reverseKl, normalDivergences.reverseKl],
  [forwardKl, normalDivergences.forwardKl],
  [jeffreys, normalDivergences.jeffreys],
  [halfJeffreys, normalDivergences.halfJeffreys],
  [renyiDivergence({ alpha: 0.5 }), normalDivergences.renyi(0.5)],
  [renyiDivergence({ alpha: 2 }), normalDivergences.renyi(2)],
  [renyiDivergence({ alpha: 2, direction: "forward" }), (q, p) => normalDivergences.renyi(2)(p, q)],
  [amari({ alpha: 0.3 }), normalDivergences.amari(0.3)],
  [chiSquared(), normalDivergences.chiSquared],
  [squaredHellinger, normalDivergences.squaredHellinger],
  [geometricJs(), normalDivergences.geometricJs()],
  [dualGeometricJs(), normalDivergences.dualGeometricJs()],
  [sumOfUnitJs(), normalDivergences.js],
  [sumOfUnitTotalVariation, normalDivergences.totalVariation],
];

const means = [0, 0.3, -1.5, 2, 50, -50, 0.1];
const logVariances = [1e-4, -0.7, 0.5, -3, 20, -20, 0.9];

const ofColumns = () => [tf.tensor1d(means), tf.tensor1d(logVariances)] as [tf.Tensor, tf.Tensor];

test.each(table)(
  "on WASM $name is its exact number, with a finite gradient",
  (divergence, exact) => {
    expect(tf.getBackend()).toBe("wasm");
    tf.tidy(() => {
      const [mean, logVariance] = ofColumns();
      const values = divergence.perUnit({ mean, logVariance }, standardNormal).dataSync();
      means.forEach((m, i) => {
        const l = logVariances[i] ?? Number.NaN;
        const expected = exact({ mean: m, logVariance: l }, { mean: 0, logVariance: 0 });
        const found = values[i] ?? Number.NaN;
        if (expected > 3e38) expect(found).toBe(Number.POSITIVE_INFINITY);
        // The erf of WASM is good to 2e-7
        else expect(Math.abs(found - expected)).toBeLessThan(2e-5 * expected + 4e-7);
      });
      const gradients = tf.grads((a: tf.Tensor, b: tf.Tensor) =>
        divergence.perUnit({ mean: a, logVariance: b }, standardNormal),
      )(ofColumns());
      for (const gradient of gradients)
        expect(Array.from(gradient.dataSync()).every(Number.isFinite)).toBe(true);
    });
  },
);

test("on WASM draws and aggregates are numbers, with a finite gradient", () => {
  tf.tidy(() => {
    for (const regulariser of [mmd(), aggregateKl, monteCarloJs()]) {
      const gradient = tf.grad((mean: tf.Tensor) =>
        regulariser
          .estimate(normal({ mean, logVariance: tf.zeros([7, 1]) }), standardNormal, rng(1))
          .sum(),
      )(tf.tensor2d(means, [7, 1]));
      expect(Array.from(gradient.dataSync()).every(Number.isFinite)).toBe(true);
    }
  });
});
