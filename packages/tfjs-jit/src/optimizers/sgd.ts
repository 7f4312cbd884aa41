import { atLeastZero, belowOne, float32, type Optimizer } from "./optimizer.ts";

export interface SgdOptions {
  readonly learningRate: number;
  /** Share of the last step's direction that is kept: a ← momentum·a + g, w ← w − learningRate·a. */
  readonly momentum?: number;
  /** Steps along g + momentum·a instead of a. */
  readonly nesterov?: boolean;
}

export function sgd({ learningRate, momentum = 0, nesterov = false }: SgdOptions): Optimizer {
  atLeastZero({ learningRate });
  belowOne({ momentum });
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
      const [rate, share] = [coefficients.slice(0, 1), coefficients.slice(1)];
      const inputs = [variable, ...slots, ...rate, gradient, ...share, ...after];
      const attributes = { ...float32, use_nesterov: { bool: nesterov } };
      return graph.add("ResourceApplyMomentum", inputs, attributes);
    },
  };
}
