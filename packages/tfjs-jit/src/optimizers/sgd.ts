import {
  float32,
  type GraphOptimizer,
  requireFraction,
  requireNonNegative,
} from "./graph-optimizer.ts";

/** Options of `sgd`. */
export interface SgdOptions {
  /** ≥ 0; a batch may have its own. */
  readonly learningRate: number;
  /** a ← momentum·a + g, w ← w − learningRate·a. Default: 0, plain gradient descent. */
  readonly momentum?: number;
  /** Nesterov's momentum: w ← w − learningRate·(g + momentum·a). Default: false. */
  readonly nesterov?: boolean;
}

/**
 * Gradient descent with or without momentum, as tf.train.sgd and tf.train.momentum. Slots: `momentum`,
 * the a of the options, or none without momentum.
 * @throws Error for options out of range
 */
export function sgd({ learningRate, momentum = 0, nesterov = false }: SgdOptions): GraphOptimizer {
  requireNonNegative({ learningRate });
  requireFraction({ momentum });
  if (momentum === 0) {
    return {
      learningRate,
      slots: [],
      coefficients: (_, rate) => [rate],
      update: (graph, { variable, coefficients, gradient, after }) => {
        const inputs = [variable, ...coefficients, gradient, ...after];
        return graph.add("ResourceApplyGradientDescent", inputs, float32);
      },
    };
  }
  return {
    learningRate,
    slots: ["momentum"],
    coefficients: (_, rate) => [rate, momentum],
    update: (graph, { variable, slots, coefficients, gradient, after }) => {
      const [learningRate = "", decay = ""] = coefficients;
      const inputs = [variable, ...slots, learningRate, gradient, decay, ...after];
      const attributes = { ...float32, use_nesterov: { bool: nesterov } };
      return graph.add("ResourceApplyMomentum", inputs, attributes);
    },
  };
}
