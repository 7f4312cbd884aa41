import * as tf from "@tensorflow/tfjs";
import { feedNames } from "./feed-names.ts";
import { type Draw, drawWith } from "./noise.ts";
import type { Program } from "./program.ts";
import { simplify } from "./simplify.ts";
import type { StepInputs, StepTensors } from "./step-inputs.ts";
import { trace } from "./trace.ts";

/** What a step minimises: a scalar, alone or with named scalars that are reported beside it. */
export type Loss<I extends StepInputs, P extends string> = (
  inputs: StepTensors<I>,
  draw: Draw,
) => tf.Tensor | { readonly loss: tf.Tensor; readonly parts: Readonly<Record<P, tf.Tensor>> };

/** The loss and its gradients for batches of one size. */
export interface TracedStep {
  readonly batchSize: number;
  /** Outputs: the loss, its parts, then the gradients of `trained`. */
  readonly program: Program;
  readonly parts: readonly string[];
  readonly streams: readonly string[];
  /** The variables that the loss depends on. */
  readonly trained: readonly tf.Variable[];
}

export function traceStep<I extends StepInputs, P extends string>(
  variables: readonly tf.Variable[],
  inputs: I,
  loss: Loss<I, P>,
  batchSize: number,
): TracedStep {
  let found: Omit<TracedStep, "batchSize" | "program"> = { parts: [], streams: [], trained: [] };
  const kept: tf.Tensor[] = [];
  try {
    const examples = examplesOf(inputs, batchSize);
    kept.push(...Object.values(examples));
    const program = trace((input) => {
      const tensors = Object.fromEntries(
        Object.entries(examples).map(([key, example]) => [
          key,
          input(inputs[key]?.kind === "fed" ? feedNames.fed(key) : feedNames.rows(key), example),
        ]),
      ) as StepTensors<I>;
      const seeds = new Map<string, tf.Tensor>();
      const draw = drawWith((stream) => {
        const seed =
          seeds.get(stream) ?? input(feedNames.seeds(stream), tf.tensor1d([0, 0], "int32"));
        seeds.set(stream, tf.keep(seed));
        kept.push(seed);
        return seed;
      });
      let parts: [string, tf.Tensor][] = [];
      const { value, grads } = tf.variableGrads(() => {
        const result = loss(tensors, draw);
        const named: Readonly<Record<string, tf.Tensor>> = "loss" in result ? result.parts : {};
        parts = Object.entries(named).map(([name, part]) => {
          const copy = scalar(`part "${name}"`, part).clone();
          kept.push(tf.keep(copy)); // else gone with the gradient's own tensors
          return [name, copy];
        });
        return scalar("the loss", "loss" in result ? result.loss : result);
      }, [...variables]);
      const trained = variables.filter((variable) => grads[variable.name]);
      found = { parts: parts.map(([name]) => name), streams: [...seeds.keys()], trained };
      const gradients = trained.flatMap((variable) => grads[variable.name] ?? []);
      return [value, ...parts.map(([, part]) => part), ...gradients];
    });
    return { ...found, batchSize, program: simplify(program) };
  } finally {
    tf.dispose(kept);
  }
}

function examplesOf(inputs: StepInputs, batchSize: number): Record<string, tf.Tensor> {
  return Object.fromEntries(
    Object.entries(inputs).map(([key, input]) => {
      if (input.kind === "fed") return [key, tf.zeros([...input.shape], input.dtype)];
      return [key, tf.tidy(() => tf.gather(input.tensor, tf.zeros([batchSize], "int32")))];
    }),
  );
}

function scalar(name: string, tensor: tf.Tensor): tf.Scalar {
  if (tensor.rank !== 0 || tensor.dtype !== "float32") {
    throw new Error(`${name} must be a float32 scalar, got ${tensor.dtype} [${tensor.shape}]`);
  }
  return tensor as tf.Scalar;
}
