import type { Trainable } from "@vae-lab/core";
import { eagerSteps, type Steps, type StepsOptions } from "@vae-lab/core/training";
import { type Precision, UntraceableError } from "tfjs-jit";
import { InputError } from "../../input-error.ts";
import type { Backend } from "../backend.ts";
import { type Compilation, compiledSteps } from "./compiled-steps.ts";

export type StepKind = "compiled" | "eager";

export interface ChosenSteps {
  readonly steps: Steps;
  readonly step: StepKind;
  /** A notice to the user if the native backend could not compile the steps, or is slow in bfloat16. */
  readonly notice?: string;
}

/** Only compiled steps round products. @throws InputError for a precision that other steps lack */
const requireFloat32 = (precision: Precision | undefined, reason: string): void => {
  if (precision === "bfloat16")
    throw new InputError(
      `cannot train in bfloat16: ${reason}; leave out precision, or use a model, an optimizer and a machine with compiled training steps`,
    );
};

/** Whether bfloat16 saves no time on this machine. */
const noticeOf = (precision: Precision | undefined, { bfloat16 }: Backend) =>
  precision === "bfloat16" && bfloat16 !== "avx512_bf16"
    ? {
        notice: `training in bfloat16 is ${bfloat16 === "float32" ? "not faster" : "slower"} than in float32 here: products are rounded to it and computed in float32`,
      }
    : {};

/**
 * The fastest way to execute training steps on the current backend.
 * @throws InputError if they are to be in bfloat16 and cannot be compiled
 */
export const chooseSteps = (
  backend: Backend,
  trainable: Trainable,
  data: Float32Array,
  options: StepsOptions,
  compilation: Compilation = {},
): ChosenSteps => {
  const { precision } = compilation;
  const eager = () => eagerSteps(trainable, data, options);
  if (backend.name !== "tensorflow") {
    requireFloat32(precision, `it needs TensorFlow's native library (got ${backend.name})`);
    return { step: "eager", steps: eager() };
  }
  try {
    const steps = compiledSteps(trainable, data, options, compilation);
    return { step: "compiled", steps, ...noticeOf(precision, backend) };
  } catch (error) {
    if (!(error instanceof UntraceableError)) throw error;
    requireFloat32(precision, error.message);
    const notice = `training step by step, about 3 times slower: ${error.message}`;
    return { step: "eager", steps: eager(), notice };
  }
};
