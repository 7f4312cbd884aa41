import type * as tf from "@tensorflow/tfjs";
import type { Functional } from "./functional.ts";

/** w_k / Σ w over the K samples [K, B], without overflow. */
export const normalisedWeights = (logW: tf.Tensor): tf.Tensor => {
  const w = logW.sub(logW.max(0)).exp();
  return w.div(w.sum(0));
};

/** log (1/K) Σ w: its expectation is the bound of Burda et al. 2016, eq. 8. */
export const logMeanExp: Functional = {
  name: "log-mean-exp",
  value: (logW) => {
    const largest = logW.max(0);
    return logW.sub(largest).exp().mean(0).log().add(largest);
  },
  slopes: normalisedWeights,
  curvatures: (logW) => {
    const w = normalisedWeights(logW);
    return w.sub(w.square());
  },
};
