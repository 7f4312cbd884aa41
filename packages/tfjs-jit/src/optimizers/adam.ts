import type { Graph } from "../graph.ts";
import { ranBefore } from "../graph.ts";
import { atLeastZero, belowOne, type Change, float32, type Optimizer } from "./optimizer.ts";

export interface AdamOptions {
  readonly learningRate: number;
  readonly beta1?: number;
  readonly beta2?: number;
  /** Added to the root of the bias-corrected second moment, as in tf.train.adam, PyTorch and Optax. */
  readonly epsilon?: number;
}

/** Adam (Kingma & Ba 2015, algorithm 1), with tf.train.adam's defaults. */
export function adam(options: AdamOptions): Optimizer {
  return {
    learningRate: options.learningRate,
    slots: ["firstMoment", "secondMoment"],
    coefficients: coefficientsOf(options),
    update,
  };
}

export interface AdamWOptions extends AdamOptions {
  /** Each step first multiplies the variables by 1 − learningRate·weightDecay. */
  readonly weightDecay: number;
}

/** Adam with decoupled weight decay (Loshchilov & Hutter 2019). */
export function adamw({ weightDecay, ...options }: AdamWOptions): Optimizer {
  atLeastZero({ weightDecay });
  const coefficients = coefficientsOf(options);
  return {
    ...adam(options),
    coefficients: (step, rate) => [rate * weightDecay, ...coefficients(step, rate)],
    update: (graph, change) => {
      const [decay, rest] = [change.coefficients.slice(0, 1), change.coefficients.slice(1)];
      const inputs = [change.variable, ...decay, change.value, ...change.after];
      const decayed = graph.add("ResourceApplyGradientDescent", inputs, float32);
      return update(graph, { ...change, coefficients: rest, after: [ranBefore(decayed)] });
    },
  };
}

/**
 * TensorFlow's kernel adds its epsilon to the root of the uncorrected moment ("epsilon hat") and
 * corrects the rate in float32; given powers of 0, it leaves the correction to these doubles.
 */
function coefficientsOf({ learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 }: AdamOptions) {
  atLeastZero({ learningRate, epsilon });
  belowOne({ beta1, beta2 });
  return (step: number, rate: number): number[] => {
    const root = Math.sqrt(1 - beta2 ** step);
    return [0, 0, (rate * root) / (1 - beta1 ** step), beta1, beta2, epsilon * root];
  };
}

function update(graph: Graph, { variable, slots, coefficients, gradient, after }: Change) {
  const inputs = [variable, ...slots, ...coefficients, gradient, ...after];
  return graph.add("ResourceApplyAdam", inputs, float32);
}
