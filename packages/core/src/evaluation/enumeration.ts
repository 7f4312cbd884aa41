import * as tf from "@tensorflow/tfjs";
import type { Distribution, Enumerable } from "../distributions/distribution.ts";
import type { Parameters } from "../networks/parameters.ts";
import { requireOptions } from "../options.ts";
import { logSumExp } from "./estimate.ts";
import {
  type EvalFunction,
  noNoise,
  type RunOptions,
  runEagerly,
  runOptions,
} from "./eval-function.ts";
import { type Evaluated, type GenerativeModel, requireEvidence } from "./evidence-model.ts";

/** A generative model with finitely many codes, which q(z|x) enumerates. */
export interface EnumerableModel extends GenerativeModel {
  posterior(parameters: Parameters, x: tf.Tensor): Distribution & Enumerable;
}

/** In nats; N rows, M states. */
export interface Enumeration {
  /** log p(x) = log Σ_z p(x, z): N. */
  readonly logProbability: Float64Array;
  /** p(z|x), the states in the order of `states()`: N·M. */
  readonly posterior: Float64Array;
  /** KL(q(z|x)‖p(z|x)): N. */
  readonly reverseKl: Float64Array;
  /** Σ_z q(z|x) log p(x, z)/q(z|x): N. */
  readonly elbo: Float64Array;
}

/** Pairs of a state and a row per batch. */
const pairsAtOnce = 4096;

/**
 * Exact log p(x) and p(z|x) of a model with discrete codes, by the sum over all of them.
 * @throws RangeError for more than 4096 states (12 bits), and for an unnormalised likelihood
 */
export const enumeration = (
  evaluated: Evaluated<EnumerableModel>,
  x: Float32Array,
  options: RunOptions = {},
): Enumeration => {
  requireOptions("enumeration", options, runOptions);
  const { run = runEagerly } = options;
  const N = requireEvidence(evaluated, x);
  const { model, parameters } = evaluated;
  const { dataSize: D } = model;
  const M = tf.tidy(() => {
    const one = tf.tensor2d(x.subarray(0, D), [1, D]);
    return model.posterior(parameters, one).states().shape[0] ?? 0;
  });
  if (M > pairsAtOnce)
    throw new RangeError(
      `cannot enumerate the codes: there must be at most ${pairsAtOnce} (got ${M})`,
    );
  const most = Math.floor(pairsAtOnce / M);
  const found = {
    logProbability: new Float64Array(N),
    posterior: new Float64Array(N * M),
    reverseKl: new Float64Array(N),
    elbo: new Float64Array(N),
  };
  const evalFunction = statesFunction(model);
  for (let start = 0; start < N; start += most) {
    const rows = Math.min(most, N - start);
    const [joint, logQ] = tf.tidy(() => {
      const batch = tf.tensor2d(x.subarray(start * D, (start + rows) * D), [rows, D]);
      const tables = run(evalFunction, { parameters, x: batch }, noNoise);
      return [tables.joint.dataSync(), tables.logQ.dataSync()];
    });
    for (let b = 0; b < rows; b++) {
      const n = start + b;
      const column = (table: ArrayLike<number>) =>
        Float64Array.from({ length: M }, (_, m) => table[m * rows + b] as number);
      const [logJoint, q] = [column(joint), column(logQ)];
      const logP = logSumExp(logJoint);
      found.logProbability[n] = logP;
      found.posterior.set(
        logJoint.map((l) => Math.exp(l - logP)),
        n * M,
      );
      // A state without mass contributes 0, also where its logarithm is infinite
      found.elbo[n] = q.reduce(
        (sum, l, m) => (l === -Infinity ? sum : sum + Math.exp(l) * ((logJoint[m] as number) - l)),
        0,
      );
      found.reverseKl[n] = q.reduce(
        (sum, l, m) =>
          l === -Infinity ? sum : sum + Math.exp(l) * (l - (logJoint[m] as number) + logP),
        0,
      );
    }
  }
  return found;
};

/** log p(x, z) and log q(z|x) of all states: [M, B] each. */
const statesFunction = (
  model: EnumerableModel,
): EvalFunction<
  { parameters: Parameters; x: tf.Tensor },
  { readonly joint: tf.Tensor; readonly logQ: tf.Tensor }
> => ({
  name: "all states",
  apply: ({ parameters, x }) => {
    const q = model.posterior(parameters, x);
    const z = q.states();
    const joint = model.logLikelihood(parameters, z, x).add(model.prior(parameters).logProb(z));
    return { joint, logQ: q.logProb(z) };
  },
});
