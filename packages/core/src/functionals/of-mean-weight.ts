import type * as tf from "@tensorflow/tfjs";
import type { Functional } from "./functional.ts";
import { logMeanExp, normalisedWeights } from "./log-mean-exp.ts";

/** A function of u = log w̄, twice differentiable: [B] → [B] each. */
export interface Curve {
  readonly name: string;
  value(u: tf.Tensor): tf.Tensor;
  /** f′. */
  slope(u: tf.Tensor): tf.Tensor;
  /** f″. */
  curvature(u: tf.Tensor): tf.Tensor;
}

/**
 * f(log w̄), w̄ = (1/K) Σ w. Its second derivative in log w_k is f″w̃² + f′(w̃ − w̃²), with w̃ = w/Σw,
 * so doubly-reparameterised gradients weight paths by (f′ − f″) w̃², not by f′w̃².
 */
export const ofMeanWeight = (f: Curve): Functional => ({
  name: `${f.name} of log-mean-exp`,
  value: (logW) => f.value(logMeanExp.value(logW)),
  slopes: (logW) => normalisedWeights(logW).mul(f.slope(logMeanExp.value(logW))),
  curvatures: (logW) => {
    const u = logMeanExp.value(logW);
    const w = normalisedWeights(logW);
    const squares = w.square();
    return squares.mul(f.curvature(u)).add(w.sub(squares).mul(f.slope(u)));
  },
});
