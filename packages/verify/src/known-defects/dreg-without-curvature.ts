import type { Normal } from "@vae-lab/core";
import { dreg, type WeightsEstimator } from "@vae-lab/core/estimators";
import { logMeanExp } from "@vae-lab/core/functionals";
import { forwardKlFunctional, pathGradient } from "../exact/double-reparameterisation.ts";
import type { Defect } from "./defect.ts";

const q = { mean: 0.3, sd: 1.5 };

/** Replaces F_k − F_kk by F_k w̃_k, which is f′ w̃² for F = f(log w̄) for any f″. */
const withoutCurvature = (): WeightsEstimator<Normal> => ({
  expectation: (functional, weights, rng) =>
    dreg().expectation(
      {
        ...functional,
        curvatures: (logW) => functional.slopes(logW).mul(logMeanExp.slopes(logW).neg().add(1)),
      },
      weights,
      rng,
    ),
});

export const dregWithoutCurvature: Defect = {
  name: "dreg-without-curvature",
  number: "D11",
  library: "TensorFlow Probability",
  source:
    "vi/csiszar_divergence.py, use_doubly_reparameterized_gradient; its documentation has no warning",
  behaviour:
    "weights paths by f′ w̃² for every divergence instead of (f′ − f″) w̃²: correct for reverse KL only, of the wrong sign for forward KL",
  caughtBy: "the doubly reparameterised gradient is the gradient of E f(log w)",
  replacement: { dreg: withoutCurvature },
  effects: () => {
    const defective = pathGradient({ q }, (l) => forwardKlFunctional(l).first);
    // KL(p‖q) = log σ + (1 + μ²)/2σ² − ½
    const right = [q.mean / q.sd ** 2, 1 / q.sd - (1 + q.mean ** 2) / q.sd ** 3];
    return ["d/dμ", "d/dσ"].map((of, i) => ({
      quantity: `${of} of the forward KL of N(0, 1) from N(0.3, 1.5²)`,
      defective: defective[i] ?? 0,
      correct: right[i] ?? 0,
    }));
  },
};
