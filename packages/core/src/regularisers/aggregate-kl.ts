import type * as tf from "@tensorflow/tfjs";
import { normal } from "../distributions/normal.ts";
import { logMeanExp } from "../divergences/monte-carlo.ts";
import type { AggregateRegulariser } from "./aggregate-regulariser.ts";

/**
 * KL(q_B(z)‖p(z)), with q_B the mixture of the minibatch's q(z|x), from one sample per example: [].
 * Unbiased for the minibatch's mixture. Its mean overestimates that of all data, since KL is convex,
 * and is at most the rate; the difference from the rate, I(x;z), is at most log B.
 */
export const aggregateKl: AggregateRegulariser = {
  name: "aggregate-kl",
  estimate: (q, prior, rng) => {
    // [B, 1, K] against [B, K]: the log density of each sample under each q(z|x)
    const z = q.reparameterizedSample(rng, 1);
    const each: tf.Tensor = z.squeeze([0]).expandDims(1);
    const logMixture = logMeanExp(normal(q).logProb(each).transpose());
    return logMixture.sub(prior.logProb(z).squeeze([0])).mean();
  },
};
