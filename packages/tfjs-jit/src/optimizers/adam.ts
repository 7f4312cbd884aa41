import { dataType } from "../data-type.ts";
import { type Graph, type Reference, ranBefore } from "../graph.ts";
import { kernels } from "../kernels.ts";
import {
  float32,
  type GraphOptimizer,
  requireFraction,
  requireNonNegative,
  type Update,
} from "./graph-optimizer.ts";

/** Options of `adam`. */
export interface AdamOptions {
  /** ≥ 0; a batch may have its own. */
  readonly learningRate: number;
  /** Decay of the mean of the gradients. Default: 0.9. */
  readonly beta1?: number;
  /** Decay of the mean of their squares. Default: 0.999. */
  readonly beta2?: number;
  /**
   * Added to the root of the bias-corrected mean square, as in tf.train.adam, PyTorch and Optax.
   * Default: 1e-7.
   */
  readonly epsilon?: number;
}

/**
 * Adam (Kingma & Ba 2015, algorithm 1), with tf.train.adam's defaults. Slots: `mean` and `square`, the
 * means of the gradients and of their squares (m and v in the paper).
 * @throws Error for options out of range
 */
export function adam(options: AdamOptions): GraphOptimizer {
  return {
    learningRate: options.learningRate,
    slots: ["mean", "square"],
    coefficients: coefficientsOf(options),
    update,
  };
}

/** Options of `adamw`. */
export interface AdamWOptions extends AdamOptions {
  /** λ: each step first multiplies the variables by 1 − learningRate·λ. */
  readonly weightDecay: number;
}

/**
 * Adam with decoupled weight decay (Loshchilov & Hutter 2019, algorithm 2). Slots as in `adam`.
 * @throws Error for options out of range
 */
export function adamw({ weightDecay, ...options }: AdamWOptions): GraphOptimizer {
  requireNonNegative({ weightDecay });
  const coefficients = coefficientsOf(options);
  return {
    ...adam(options),
    coefficients: (step, rate) => [rate * weightDecay, ...coefficients(step, rate)],
    update: (graph, nodes) => {
      const [decay, rest] = [nodes.coefficients.slice(0, 1), nodes.coefficients.slice(1)];
      const inputs = [nodes.variable, ...decay, nodes.value, ...nodes.after];
      const decayed = graph.add("ResourceApplyGradientDescent", inputs, float32);
      const after = [ranBefore(decayed)];
      const value = graph.add("ReadVariableOp", [nodes.variable, ...after], variableOf);
      return update(graph, { ...nodes, value, coefficients: rest, after });
    },
  };
}

/**
 * TensorFlow's kernel adds its epsilon to the root of the uncorrected mean square ("epsilon hat") and
 * corrects the learning rate in float32. With powers of 0 it corrects nothing: this does, in float64.
 */
function coefficientsOf({ learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 }: AdamOptions) {
  requireNonNegative({ learningRate, epsilon });
  requireFraction({ beta1, beta2 });
  return (step: number, rate: number): number[] => {
    const root = Math.sqrt(1 - beta2 ** step);
    return [0, 0, (rate * root) / (1 - beta1 ** step), beta1, beta2, epsilon * root];
  };
}

const variableOf = { dtype: { type: dataType.float32 } };

function update(graph: Graph, nodes: Update): Reference {
  return kernels() === "tfjs-jit" ? onePass(graph, nodes) : threePasses(graph, nodes);
}

/** By tfjs-jit's kernel, which takes the values and updates them in place. */
function onePass(graph: Graph, { value, slots, coefficients, gradient, after }: Update): Reference {
  const means = slots.map((slot) => graph.add("ReadVariableOp", [slot, ...after], variableOf));
  const inputs = [value, ...means, gradient, ...coefficients.slice(2), ...after];
  return graph.add("TfjsJitAdam", inputs, {});
}

/** By TensorFlow's kernel, which passes over memory once for each of the three variables. */
function threePasses(
  graph: Graph,
  { variable, slots, coefficients, gradient, after }: Update,
): Reference {
  const inputs = [variable, ...slots, ...coefficients, gradient, ...after];
  return graph.add("ResourceApplyAdam", inputs, float32);
}
