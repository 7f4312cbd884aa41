import { dataType } from "../data-type.ts";
import type { Attributes, Graph, Reference } from "../graph.ts";

/**
 * How a training step updates variables, in TensorFlow's fused kernels; made by `adam`, `adamw` or
 * `sgd`.
 */
export interface GraphOptimizer {
  readonly learningRate: number;
  /** Names of the tensors that it keeps per variable, of the variable's shape and 0 at first. */
  readonly slots: readonly string[];
  /** The scalars that the kernels of one step take, in their order; the first step has number 1. */
  coefficients(step: number, learningRate: number): readonly number[];
  /** Adds the update of one variable to a graph and returns its node. */
  update(graph: Graph, update: Update): Reference;
}

/** The nodes that the update of one variable needs. */
export interface Update {
  readonly variable: Reference;
  /** The value of the variable at which the gradient was computed. */
  readonly value: Reference;
  readonly slots: readonly Reference[];
  readonly gradient: Reference;
  readonly coefficients: readonly Reference[];
  /** Control dependencies: whatever reads the variable comes before them. */
  readonly after: readonly Reference[];
}

export const float32: Attributes = { T: { type: dataType.float32 } };

/** @throws Error unless each value is finite and ≥ 0 */
export function requireNonNegative(values: Readonly<Record<string, number>>) {
  for (const [name, value] of Object.entries(values)) {
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
      throw new Error(`${name} must be ≥ 0, got ${value}`);
    }
  }
}

/** @throws Error unless each value is in [0, 1) */
export function requireFraction(values: Readonly<Record<string, number>>) {
  for (const [name, value] of Object.entries(values)) {
    if (!(value >= 0 && value < 1)) throw new Error(`${name} must be in [0, 1), got ${value}`);
  }
}
