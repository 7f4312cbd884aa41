import * as tf from "@tensorflow/tfjs";
import { describeValue } from "./describe-value.ts";
import { feedNames } from "./feed-names.ts";
import { isMostlyZero } from "./mostly-zero.ts";
import { type Draw, drawWith } from "./noise.ts";
import type { Program } from "./program.ts";
import { bfloat16Products } from "./rewrites/bfloat16.ts";
import { type IsMostlyZero, sparseProduct } from "./rewrites/products.ts";
import { rules, simplify } from "./simplify.ts";
import type { StepInputs, StepTensors } from "./step-inputs.ts";
import { trace } from "./trace.ts";

/**
 * The loss of a step: a float32 scalar, alone or with parts. It is traced once for each batch size.
 * Noise must come from `draw`.
 */
export type GraphLoss<I extends StepInputs, P extends string> = (
  inputs: StepTensors<I>,
  draw: Draw,
) => tf.Tensor | LossAndParts<P>;

/** A loss with other results of a step. */
export interface LossAndParts<P extends string> {
  /** The float32 scalar to minimise. */
  readonly loss: tf.Tensor;
  /** float32 scalars that `run` returns beside the loss. */
  readonly parts: Readonly<Record<P, tf.Tensor>>;
  /** New values of non-trainable variables, by name; variables without one keep theirs. */
  readonly next?: Readonly<Record<string, tf.Tensor>>;
}

/** The loss and its gradients for batches of one size. */
export interface TracedStep {
  readonly batchSize: number;
  /** Outputs: the loss, its parts, the gradients of `trained`, then the new values of `assigned`. */
  readonly program: Program;
  readonly parts: readonly string[];
  readonly streams: readonly string[];
  /** The variables on which the loss depends. */
  readonly trained: readonly tf.Variable[];
  /** The non-trainable variables to which the step assigns a new value. */
  readonly assigned: readonly tf.Variable[];
}

/** Gradients by the names of their variables. */
export type Gradients = Readonly<Record<string, tf.Tensor>>;

/** The precision to which the elements of dense products are rounded; their sums are in float32. */
export type Precision = "float32" | "bfloat16";

export interface StepFunctions<I extends StepInputs, P extends string> {
  readonly loss: GraphLoss<I, P>;
  readonly precision?: Precision | undefined;
  readonly gradients?: ((gradients: Gradients) => Gradients) | undefined;
}

export function traceStep<I extends StepInputs, P extends string>(
  variables: ReadonlyMap<string, tf.Variable>,
  nonTrainable: ReadonlyMap<string, tf.Variable>,
  inputs: I,
  { loss, precision, gradients: changed = (gradients) => gradients }: StepFunctions<I, P>,
  batchSize: number,
): TracedStep {
  type Found = Omit<TracedStep, "batchSize" | "program">;
  let found: Found = { parts: [], streams: [], trained: [], assigned: [] };
  const owned: tf.Tensor[] = [];
  try {
    const examples = examplesOf(inputs, batchSize);
    owned.push(...Object.values(examples));
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
        owned.push(seed);
        return seed;
      });
      const keep = (tensor: tf.Tensor): tf.Tensor => {
        const copy = tf.keep(tensor.clone()); // variableGrads disposes of the original
        owned.push(copy);
        return copy;
      };
      let parts: [string, tf.Tensor][] = [];
      let next: [tf.Variable, tf.Tensor][] = [];
      const { value, grads } = tf.variableGrads(() => {
        const made = lossAndParts(loss(tensors, draw));
        parts = Object.entries(made.parts).map(([name, part]) => [
          name,
          keep(scalar(`part "${name}"`, part)),
        ]);
        next = Object.entries(made.next ?? {}).map(([name, tensor]) => {
          const variable = variableFor(nonTrainable, name, tensor);
          return [variable, keep(tensor)];
        });
        return scalar("the loss", made.loss);
      }, [...variables.values()]);
      const trained = [...variables].filter(([, variable]) => grads[variable.name]);
      found = {
        parts: parts.map(([name]) => name),
        streams: [...seeds.keys()],
        trained: trained.map(([, variable]) => variable),
        assigned: next.map(([variable]) => variable),
      };
      const taken = trained.map(([key, { name }]) => [key, grads[name] as tf.Tensor] as const);
      const used = changed(Object.fromEntries(taken));
      const gradients = taken.map(([key, { shape }]) => gradientFor(key, shape, used?.[key]));
      return [value, ...parts.map(([, part]) => part), ...gradients, ...next.map(([, t]) => t)];
    });
    const isMostlyZero = zerosOf(inputs);
    const products = [
      ...(precision === "bfloat16" ? [bfloat16Products(isMostlyZero)] : []),
      sparseProduct(isMostlyZero),
    ];
    return { ...found, batchSize, program: simplify(program, [...products, ...rules]) };
  } finally {
    tf.dispose(owned);
  }
}

function gradientFor(key: string, shape: readonly number[], gradient: unknown): tf.Tensor {
  if (gradient instanceof tf.Tensor && String(gradient.shape) === String(shape)) return gradient;
  const got = gradient instanceof tf.Tensor ? `[${gradient.shape}]` : describeValue(gradient);
  throw new Error(`"gradients" must return shape [${shape}] for variable "${key}", got ${got}`);
}

function examplesOf(inputs: StepInputs, batchSize: number): Record<string, tf.Tensor> {
  return Object.fromEntries(
    Object.entries(inputs).map(([key, input]) => {
      if (input.kind === "fed") return [key, tf.zeros([...input.shape], input.dtype)];
      return [key, tf.tidy(() => tf.gather(input.tensor, tf.zeros([batchSize], "int32")))];
    }),
  );
}

/** The values of row inputs do not change, so a kernel may be chosen by how many are 0. */
function zerosOf(inputs: StepInputs): IsMostlyZero {
  const names = Object.entries(inputs)
    .filter(([, input]) => input.kind === "rows" && isMostlyZero(input.tensor))
    .map(([key]) => feedNames.rows(key));
  return (name) => names.includes(name);
}

function lossAndParts(result: unknown): LossAndParts<string> {
  if (result instanceof tf.Tensor) return { loss: result, parts: {} };
  const made: Partial<LossAndParts<string>> = Object(result);
  if (!(made.loss instanceof tf.Tensor)) {
    throw new Error(
      `the loss must return a tensor, or an object with a tensor "loss", got ${describeValue(result)}`,
    );
  }
  const { loss, parts } = made;
  if (typeof parts !== "object" || parts === null) {
    throw new Error(
      `the loss must return an object "parts" beside "loss", got ${describeValue(parts)}`,
    );
  }
  return { ...made, loss, parts };
}

function scalar(name: string, tensor: tf.Tensor): tf.Scalar {
  const isTensor = tensor instanceof tf.Tensor;
  if (!isTensor || tensor.rank !== 0 || tensor.dtype !== "float32") {
    const got = isTensor ? `${tensor.dtype} [${tensor.shape}]` : describeValue(tensor);
    throw new Error(`${name} must be a float32 scalar, got ${got}`);
  }
  return tensor as tf.Scalar;
}

function variableFor(
  nonTrainable: ReadonlyMap<string, tf.Variable>,
  name: string,
  { dtype, shape }: tf.Tensor,
): tf.Variable {
  const variable = nonTrainable.get(name);
  if (variable === undefined)
    throw new Error(`"next" must name non-trainable variables only, got "${name}"`);
  if (dtype !== "float32" || String(shape) !== String(variable.shape))
    throw new Error(
      `"next" of "${name}" must be float32 [${variable.shape}], got ${dtype} [${shape}]`,
    );
  return variable;
}
