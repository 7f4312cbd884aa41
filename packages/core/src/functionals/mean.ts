import * as tf from "@tensorflow/tfjs";
import type { Functional } from "./functional.ts";

/** (1/K) Σ log w: its expectation is the ELBO for any K. */
export const mean: Functional = {
  name: "mean",
  value: (logW) => logW.mean(0),
  slopes: (logW) => tf.fill(logW.shape, 1 / (logW.shape[0] ?? 1)),
  curvatures: (logW) => tf.zeros(logW.shape),
};
