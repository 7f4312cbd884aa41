import * as tf from "@tensorflow/tfjs";
import { drawFrom } from "../src/noise.ts";
import type { StepBatch, StepInputs, StepTensors } from "../src/step-inputs.ts";
import type { TrainingStepOptions } from "../src/training-step.ts";

type Task<I extends StepInputs> = Pick<TrainingStepOptions<I, string>, "inputs" | "loss"> & {
  readonly variables: readonly tf.Variable[];
};

/** The losses of the same steps with tfjs's gradients and optimizer, which change the variables. */
export function eagerLosses<I extends StepInputs>(
  task: Task<I>,
  optimizer: tf.Optimizer,
  batches: readonly StepBatch[],
): number[] {
  return batches.map((batch) =>
    tf.tidy(() => {
      const { value, grads } = eagerGradients(task, batch);
      optimizer.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
      return value.arraySync();
    }),
  );
}

export function eagerGradients<I extends StepInputs>(
  { inputs, loss, variables }: Task<I>,
  batch: StepBatch,
): { value: tf.Scalar; grads: tf.NamedTensorMap } {
  return tf.variableGrads(() => {
    const tensors = Object.entries(inputs).map(([key, input]) => [key, given(key, input, batch)]);
    const result = loss(Object.fromEntries(tensors) as StepTensors<I>, drawFrom(batch.seeds ?? {}));
    return ("loss" in result ? result.loss : result) as tf.Scalar;
  }, [...variables]);
}

function given(key: string, input: StepInputs[string], batch: StepBatch): tf.Tensor {
  if (input.kind === "rows") {
    return tf.gather(input.tensor, tf.tensor1d(Array.from(batch.indices ?? []), "int32"));
  }
  const values = batch.fed?.[key];
  if (values === undefined) throw new Error(`input ${key} has no values`);
  return tf.tensor(
    typeof values === "object" ? Array.from(values, Number) : Number(values),
    [...input.shape],
    input.dtype,
  );
}
