import { dataType } from "../data-type.ts";
import type { Attributes, Graph, Reference } from "../graph.ts";

/** How gradients change variables, in TensorFlow's fused kernels. */
export interface Optimizer {
  readonly learningRate: number;
  /** What is kept for each variable, in its shape and zero at first. */
  readonly slots: readonly string[];
  /** The numbers that one step needs, the first step being 1; kernels take them in this order. */
  coefficients(step: number, learningRate: number): readonly number[];
  /** Adds the update of one variable and returns the node that makes it. */
  update(graph: Graph, change: Change): Reference;
}

export interface Change {
  readonly variable: Reference;
  /** What the variable held when the gradient was taken. */
  readonly value: Reference;
  readonly slots: readonly Reference[];
  readonly gradient: Reference;
  readonly coefficients: readonly Reference[];
  /** Control dependencies: the kernels that read the variable. */
  readonly after: readonly Reference[];
}

export const float32: Attributes = { T: { type: dataType.float32 } };

export function atLeastZero(values: Readonly<Record<string, number>>) {
  for (const [name, value] of Object.entries(values)) {
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
      throw new Error(`${name} must be ≥ 0, got ${value}`);
    }
  }
}

export function belowOne(values: Readonly<Record<string, number>>) {
  for (const [name, value] of Object.entries(values)) {
    if (!(value >= 0 && value < 1)) throw new Error(`${name} must be in [0, 1), got ${value}`);
  }
}
