import * as tf from "@tensorflow/tfjs";
import { feedNames } from "./feed-names.ts";
import { type Draw, drawWith } from "./noise.ts";
import type { Program } from "./program.ts";
import { passingOverZeros } from "./rewrites/products.ts";
import type { Rule } from "./rewrites/rule.ts";
import { shown } from "./shown.ts";
import { rules, simplify } from "./simplify.ts";
import type { StepInputs, StepTensors } from "./step-inputs.ts";
import { trace } from "./trace.ts";
import { isMostlyZero } from "./zeros.ts";

/** What a step minimises: a scalar, alone or with what else the step makes. */
export type Loss<I extends StepInputs, P extends string> = (
  inputs: StepTensors<I>,
  draw: Draw,
) => tf.Tensor | LossAndParts<P>;

export interface LossAndParts<P extends string> {
  readonly loss: tf.Tensor;
  /** Scalars that are reported beside it. */
  readonly parts: Readonly<Record<P, tf.Tensor>>;
  /** What the variables that are kept hold after the step, by name; the others stay as they are. */
  readonly next?: Readonly<Record<string, tf.Tensor>>;
}

/** The loss and its gradients for batches of one size. */
export interface TracedStep {
  readonly batchSize: number;
  /** Outputs: the loss, its parts, the gradients of `trained`, then the next values of `replaced`. */
  readonly program: Program;
  readonly parts: readonly string[];
  readonly streams: readonly string[];
  /** The variables that the loss depends on. */
  readonly trained: readonly tf.Variable[];
  /** The kept variables that the step gives another value. */
  readonly replaced: readonly tf.Variable[];
}

export function traceStep<I extends StepInputs, P extends string>(
  variables: readonly tf.Variable[],
  kept: ReadonlyMap<string, tf.Variable>,
  inputs: I,
  loss: Loss<I, P>,
  batchSize: number,
): TracedStep {
  type Found = Omit<TracedStep, "batchSize" | "program">;
  let found: Found = { parts: [], streams: [], trained: [], replaced: [] };
  const held: tf.Tensor[] = [];
  try {
    const examples = examplesOf(inputs, batchSize);
    held.push(...Object.values(examples));
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
        held.push(seed);
        return seed;
      });
      const hold = (tensor: tf.Tensor): tf.Tensor => {
        const copy = tf.keep(tensor.clone()); // else gone with the gradient's own tensors
        held.push(copy);
        return copy;
      };
      let parts: [string, tf.Tensor][] = [];
      let next: [tf.Variable, tf.Tensor][] = [];
      const { value, grads } = tf.variableGrads(() => {
        const made = lossAndParts(loss(tensors, draw));
        parts = Object.entries(made.parts).map(([name, part]) => [
          name,
          hold(scalar(`part "${name}"`, part)),
        ]);
        next = Object.entries(made.next ?? {}).map(([name, tensor]) => {
          const variable = replaced(kept, name, tensor);
          return [variable, hold(tensor)];
        });
        return scalar("the loss", made.loss);
      }, [...variables]);
      const trained = variables.filter((variable) => grads[variable.name]);
      found = {
        parts: parts.map(([name]) => name),
        streams: [...seeds.keys()],
        trained,
        replaced: next.map(([variable]) => variable),
      };
      const gradients = trained.flatMap((variable) => grads[variable.name] ?? []);
      return [value, ...parts.map(([, part]) => part), ...gradients, ...next.map(([, t]) => t)];
    });
    return { ...found, batchSize, program: simplify(program, [overZerosOf(inputs), ...rules]) };
  } finally {
    tf.dispose(held);
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

/** The rows stay what they are, so the kernel may be chosen by their numbers. */
function overZerosOf(inputs: StepInputs): Rule {
  const names = Object.entries(inputs)
    .filter(([, input]) => input.kind === "rows" && isMostlyZero(input.tensor))
    .map(([key]) => feedNames.rows(key));
  return passingOverZeros((name) => names.includes(name));
}

function lossAndParts(result: unknown): LossAndParts<string> {
  if (result instanceof tf.Tensor) return { loss: result, parts: {} };
  const made: Partial<LossAndParts<string>> = Object(result);
  if (!(made.loss instanceof tf.Tensor)) {
    throw new Error(`the loss must be a tensor, alone or as "loss", got ${shown(result)}`);
  }
  const { loss, parts } = made;
  if (typeof parts !== "object" || parts === null) {
    throw new Error(`"parts" must be an object beside "loss", got ${shown(parts)}`);
  }
  return { ...made, loss, parts };
}

function scalar(name: string, tensor: tf.Tensor): tf.Scalar {
  const isTensor = tensor instanceof tf.Tensor;
  if (!isTensor || tensor.rank !== 0 || tensor.dtype !== "float32") {
    const got = isTensor ? `${tensor.dtype} [${tensor.shape}]` : shown(tensor);
    throw new Error(`${name} must be a float32 scalar, got ${got}`);
  }
  return tensor as tf.Scalar;
}

function replaced(
  kept: ReadonlyMap<string, tf.Variable>,
  name: string,
  { dtype, shape }: tf.Tensor,
): tf.Variable {
  const variable = kept.get(name);
  if (variable === undefined) throw new Error(`"${name}" is given a next value, but is not kept`);
  if (dtype !== "float32" || String(shape) !== String(variable.shape))
    throw new Error(
      `the next value of "${name}" must be float32 [${variable.shape}], got ${dtype} [${shape}]`,
    );
  return variable;
}
