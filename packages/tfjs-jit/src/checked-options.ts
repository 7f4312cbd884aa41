import * as tf from "@tensorflow/tfjs";
import { describeValue } from "./describe-value.ts";
import type { GraphOptimizer } from "./optimizers/graph-optimizer.ts";
import type { StepInputs } from "./step-inputs.ts";

// These checks are for JavaScript users, and for sizes, which types do not describe.

export function requireOptimizer(optimizer: GraphOptimizer) {
  if (typeof optimizer?.coefficients !== "function") {
    throw new Error(
      `optimizer must be made by adam, adamw or sgd, got ${describeValue(optimizer)}`,
    );
  }
}

export function requireGradients(gradients: unknown) {
  if (gradients === undefined || typeof gradients === "function") return;
  throw new Error(`gradients must be a function, got ${describeValue(gradients)}`);
}

export function requirePrecision(precision: unknown) {
  if (precision === undefined || precision === "float32" || precision === "bfloat16") return;
  throw new Error(`precision must be "float32" or "bfloat16", got ${describeValue(precision)}`);
}

export function requireVariable(key: string, variable: tf.Variable) {
  if (!(variable instanceof tf.Variable)) {
    throw new Error(`variable "${key}" must be a tf.Variable, got ${describeValue(variable)}`);
  }
  if (variable.isDisposed) throw new Error(`variable "${key}" has been disposed`);
  if (variable.dtype !== "float32" || !variable.trainable) {
    const what = variable.trainable ? variable.dtype : "one that is not trainable";
    throw new Error(`variable "${key}" must be float32 and trainable, got ${what}`);
  }
}

export function requireInputs(inputs: StepInputs) {
  let first: { key: string; rows: number | undefined } | undefined;
  for (const [key, input] of Object.entries(inputs)) {
    if (input?.kind === "fed") continue;
    if (input?.kind !== "rows") {
      throw new Error(
        `input "${key}" must be made by rowInput or fedInput, got ${describeValue(input)}`,
      );
    }
    if (input.tensor.isDisposed) throw new Error(`the tensor of input "${key}" has been disposed`);
    const [rows] = input.tensor.shape;
    first ??= { key, rows };
    if (rows !== first.rows) {
      throw new Error(
        `all row inputs must have equally many rows, got ${first.rows} in "${first.key}" and ${rows} in "${key}"`,
      );
    }
  }
}

export function requireBatchSizes(sizes: readonly number[], inputs: StepInputs) {
  const hasRows = Object.values(inputs).some(({ kind }) => kind === "rows");
  for (const size of sizes) {
    if (!hasRows && size !== 0) {
      throw new Error(`batchSize must be 0 without row inputs, got ${describeValue(size)}`);
    }
    if (hasRows && !(Number.isInteger(size) && size > 0 && size < 2 ** 31)) {
      throw new Error(`batchSize must be a whole number in [1, 2^31), got ${describeValue(size)}`);
    }
  }
}
