import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { type BernoulliCodes, bernoulliCodes, bernoulliPrior } from "../src/distributions/index.ts";
import {
  baselinedScoreFunction,
  measureValued,
  rebar,
  runningMean,
  scoreFunction,
  scoreFunctionWeights,
  vimco,
  type WeightsEstimator,
} from "../src/estimators/index.ts";
import { families } from "../src/families/index.ts";
import { type Estimator, elbo as elboOf, rng } from "../src/index.ts";
import { iwae, type Joint, monteCarloElbo, reweightedWakeSleep } from "../src/objectives/index.ts";
import { at, numberOf, numbersOf } from "./at.ts";

/*
 * A model of one x with a code of three bits, x ~ Bernoulli(σ(Wz + bias)): all its expectations
 * are sums over eight states, or over sixty-four pairs of them.
 */
const K = 3;
const bernoulliElbo = elboOf({ family: families.bernoulli });
const logits = [0.4, -1, 1.5];
const bias = [0.2, -0.5, 0.1, 0.9];
const x = [1, 0, 0, 1];
const priorLogits = [0.5, 0, -1];
const W = [
  [2, -1, 0.5, 1],
  [-1.5, 1, 1, 0],
  [0.5, 2, -2, 1],
];
type Prior = ReturnType<typeof bernoulliPrior>;

/** The joint of B copies of x with these logits [B, K] and biases [B, D]. */
const jointOf = (ofCodes: tf.Tensor, ofData: tf.Tensor): Joint<BernoulliCodes, Prior> => ({
  q: bernoulliCodes(ofCodes),
  prior: bernoulliPrior(tf.tensor1d(priorLogits)),
  logLikelihood: (z) => {
    const [S = 0, B = 0] = z.shape;
    const means = tf.matMul(z.reshape([S * B, K]) as tf.Tensor2D, tf.tensor2d(W));
    const outputs = means.reshape([S, B, x.length]).add(ofData);
    const data = tf.tensor1d(x);
    return data.mul(outputs).sub(tf.softplus(outputs)).sum(-1);
  },
});

type Exact = (parts: { logQ: tf.Tensor; logJoint: tf.Tensor }) => tf.Tensor;
interface Gradients {
  readonly codes: number[];
  readonly data: number[];
}

/** The gradient in (logits, bias) of a scalar of log q(z) and log p(x, z) at all eight states. */
const exactly = (f: Exact): Gradients & { value: number } =>
  tf.tidy(() => {
    const { value, grads } = tf.valueAndGrads((l: tf.Tensor, b: tf.Tensor) => {
      const { q, prior, logLikelihood } = jointOf(l, b);
      const states = q.states();
      const logJoint = logLikelihood(states).add(prior.logProb(states)).squeeze([1]);
      const none = l.sum().add(b.sum()).mul(0); // else tfjs refuses what does not depend on both
      return f({ logQ: q.logProb(states).squeeze([1]), logJoint }).add(none);
    })([tf.tensor2d([logits]), tf.tensor2d([bias])]);
    return {
      value: numberOf(value),
      codes: numbersOf(at(grads, 0)),
      data: numbersOf(at(grads, 1)),
    };
  });

const R = 40_000;

/** Whether R estimates of a gradient have this mean, within four standard errors in each number. */
const expectMean = (
  bound: (joint: Joint<BernoulliCodes, Prior>) => tf.Tensor,
  exact: Partial<Gradients>,
) => {
  const [codes, data] = tf.tidy(() =>
    tf
      .grads((l: tf.Tensor, b: tf.Tensor) => bound(jointOf(l, b)).sum())([
        tf.tile(tf.tensor2d([logits]), [R, 1]),
        tf.tile(tf.tensor2d([bias]), [R, 1]),
      ])
      .map((gradient) => {
        const { mean, variance } = tf.moments(gradient, 0);
        return { mean: numbersOf(mean), errors: numbersOf(variance.div(R).sqrt()) };
      }),
  );
  for (const [found, wanted] of [
    [codes, exact.codes],
    [data, exact.data],
  ] as const)
    wanted?.forEach((value, i) => {
      const { mean = [], errors = [] } = found ?? {};
      expect(Math.abs(at(mean, i) - value)).toBeLessThan(4 * at(errors, i) + 1e-5);
    });
};

const elbo: Exact = ({ logQ, logJoint }) => logQ.exp().mul(logJoint.sub(logQ)).sum();
const logEvidence: Exact = ({ logJoint }) => tf.logSumExp(logJoint);
/** E log ½(w₁ + w₂) over all pairs. */
const iwae2: Exact = ({ logQ, logJoint }) => {
  const logW = logJoint.sub(logQ);
  const pairs = tf.stack([
    tf.tile(logW.expandDims(0), [8, 1]),
    tf.tile(logW.expandDims(1), [1, 8]),
  ]);
  const masses = tf.mul(logQ.exp().expandDims(0), logQ.exp().expandDims(1));
  return tf.logSumExp(pairs, 0).sub(Math.log(2)).mul(masses).sum();
};

test("log p(x) is the ELBO and KL(q‖p(z|x)), and the bounds rise to it with the draws", () => {
  const gap: Exact = ({ logQ, logJoint }) =>
    logQ
      .exp()
      .mul(logQ.sub(logJoint.sub(tf.logSumExp(logJoint))))
      .sum();
  const [one, two, all] = [exactly(elbo).value, exactly(iwae2).value, exactly(logEvidence).value];
  expect(one + exactly(gap).value).toBeCloseTo(all, 5);
  expect(one).toBeLessThan(two);
  expect(two).toBeLessThan(all);
});

const ofElbo: Record<string, Estimator<BernoulliCodes>> = {
  "score function": scoreFunction(),
  "leave-one-out": scoreFunction({ samples: 3, baseline: "leave-one-out" }),
  "measure-valued": measureValued(),
  REBAR: rebar({ temperature: 0.3 }),
  "REBAR, η = 0.5": rebar({ samples: 2, scale: 0.5 }),
  "a running mean": baselinedScoreFunction({ baselines: [runningMean()] }).at(
    { "baseline.mean.total": tf.scalar(-3), "baseline.mean.weight": tf.scalar(1) },
    tf.zeros([R, 1]),
  ),
};

test.each(Object.entries(ofElbo))("%s: the ELBO's gradient is the enumerated one", (_, by) => {
  expectMean((joint) => bernoulliElbo.bound(joint, by, rng(2)).bound, exactly(elbo));
});

const ofWeights: Record<string, WeightsEstimator<BernoulliCodes>> = {
  VIMCO: vimco(),
  "VIMCO, arithmetic": vimco({ average: "arithmetic" }),
  "score function": scoreFunctionWeights(),
  "leave-one-out": scoreFunctionWeights({ baseline: "leave-one-out" }),
};

test.each(Object.entries(ofWeights))(
  "%s: the gradient of the bound of two draws is the enumerated one",
  (_, by) => {
    expectMean((joint) => iwae({ samples: 2 }).bound(joint, by, rng(3)).bound, exactly(iwae2));
    const mean = monteCarloElbo({ samples: 2 });
    expectMean((joint) => mean.bound(joint, by, rng(4)).bound, exactly(elbo));
  },
);

describe("wake-φ of two draws", () => {
  /** E Σ w̃ ∇log q(z) over all pairs: the weights are held. */
  const wake: Exact = ({ logQ, logJoint }) => {
    const held = tf.tensor(numbersOf(logQ));
    const logW = tf.tensor(numbersOf(logJoint)).sub(held);
    const share = tf.sigmoid(logW.expandDims(0).sub(logW.expandDims(1)));
    const masses = tf.mul(held.exp().expandDims(0), held.exp().expandDims(1));
    // Of the pair (i, j): w̃ᵢ ∇log qᵢ + w̃ⱼ ∇log qⱼ, the same by symmetry
    return share.mul(masses).sum(0).mul(2).mul(logQ).sum();
  };
  /** −KL(p(z|x)‖q) but for a constant. */
  const forward: Exact = ({ logQ, logJoint }) => {
    const posterior = tf.softmax(tf.tensor(numbersOf(logJoint)));
    return posterior.mul(logQ).sum();
  };

  test("follows its own enumerated mean, which is not the forward direction's gradient", () => {
    const { codes } = exactly(wake);
    const objective = reweightedWakeSleep({ samples: 2 });
    expectMean((joint) => objective.bound(joint, undefined, rng(5)).bound, { codes });
    const bias = exactly(forward).codes.map((g, i) => g - at(codes, i));
    expect(Math.max(...bias.map(Math.abs))).toBeGreaterThan(0.02);
  });

  test("trains the generative parameters by the bound of two draws", () => {
    const { data } = exactly(iwae2);
    const objective = reweightedWakeSleep({ samples: 2 });
    expectMean((joint) => objective.bound(joint, undefined, rng(6)).bound, { data });
  });

  test("tends to the forward direction with more draws", () => {
    const objective = reweightedWakeSleep({ samples: 200 });
    const found = tf.tidy(() => {
      const gradient = tf.grad((l: tf.Tensor) => {
        const joint = jointOf(l, tf.tile(tf.tensor2d([bias]), [4000, 1]));
        return objective.bound(joint, undefined, rng(7)).bound.sum();
      })(tf.tile(tf.tensor2d([logits]), [4000, 1]));
      return numbersOf(gradient.mean(0));
    });
    found.forEach((g, i) => {
      expect(Math.abs(g - at(exactly(forward).codes, i))).toBeLessThan(0.005);
    });
  });
});
