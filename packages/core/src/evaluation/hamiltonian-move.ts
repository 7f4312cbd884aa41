import * as tf from "@tensorflow/tfjs";
import { standardNormal } from "../distributions/normal.ts";
import type { Parameters } from "../networks/parameters.ts";
import type { EvalFunction } from "./eval-function.ts";
import type { GenerativeModel } from "./evidence-model.ts";

/** The codes of C chains for B rows, [C, B, K], with density and gradient. */
export type Places = {
  readonly z: tf.Tensor;
  /** log p(x, z) − log N(z; 0, I): [C, B]. */
  readonly logRatio: tf.Tensor;
  /** Its gradient in z: [C, B, K]. */
  readonly slope: tf.Tensor;
};

type Rows = {
  readonly parameters: Parameters;
  readonly x: tf.Tensor;
};

const looked = (model: GenerativeModel, { parameters, x }: Rows, z: tf.Tensor): Places => {
  const { value, grad } = tf.valueAndGrad((at: tf.Tensor) =>
    model
      .logLikelihood(parameters, at, x)
      .add(model.prior(parameters).logProb(at))
      .sub(standardNormal.logProb(at)),
  )(z, tf.ones(z.shape.slice(0, 2)));
  return { z, logRatio: value, slope: grad };
};

/** Density and gradient at z [C, B, K]. */
export const lookFunction = (
  model: GenerativeModel,
): EvalFunction<Rows & { readonly z: tf.Tensor }, Places> => ({
  name: "look at places",
  apply: ({ parameters, x, z }) => looked(model, { parameters, x }, z.clone()),
});

/** Relative jitter of the step sizes. */
const spread = 0.2;

/**
 * A Hamiltonian Monte Carlo move that leaves N(z; 0, I)^(1−β) p(x, z)^β invariant: fresh momenta,
 * `leapfrogs` steps with step sizes per row [1, B, 1], jittered by a fifth against periodic orbits, and
 * a Metropolis test (Neal 2011, 5.3.2 and 5.4.2.2). Codes without a finite density are rejected.
 */
export const moveFunction = (
  model: GenerativeModel,
  leapfrogs: number,
): EvalFunction<
  Rows & {
    readonly places: Places;
    readonly beta: tf.Tensor;
    readonly stepSize: tf.Tensor;
  },
  { readonly places: Places; readonly acceptance: tf.Tensor }
> => ({
  name: `a Hamiltonian move of ${leapfrogs} steps`,
  apply: ({ parameters, x, places, beta, stepSize }, rng) => {
    const energy = ({ z, logRatio }: Places, momentum: tf.Tensor) =>
      momentum.square().sum(-1).div(2).sub(standardNormal.logProb(z)).sub(beta.mul(logRatio));
    const force = ({ z, slope }: Places) => beta.mul(slope).sub(z);
    const jitter = rng.fold("jitter").uniform([...places.logRatio.shape, 1]);
    const size = jitter
      .mul(2 * spread)
      .add(1 - spread)
      .mul(stepSize);
    const half = size.div(2);
    const start = rng.fold("momentum").normal(places.z.shape);
    let momentum = start.add(half.mul(force(places)));
    let there = places;
    for (let step = 1; step <= leapfrogs; step++) {
      there = looked(model, { parameters, x }, there.z.add(size.mul(momentum)));
      momentum = momentum.add((step < leapfrogs ? size : half).mul(force(there)));
    }
    const gain = energy(places, start).sub(energy(there, momentum));
    const uniform = rng.fold("choice").uniform(gain.shape);
    const chance = gain.minimum(0).exp();
    // Comparisons with NaN are false, so a NaN energy is rejected
    const accepted = uniform.less(chance);
    const each = accepted.expandDims(-1).tile([1, 1, places.z.shape[2] ?? 1]);
    return {
      places: {
        z: tf.where(each, there.z, places.z),
        logRatio: tf.where(accepted, there.logRatio, places.logRatio),
        slope: tf.where(each, there.slope, places.slope),
      },
      acceptance: tf.where(chance.greaterEqual(0), chance, tf.zerosLike(chance)),
    };
  },
});
