import type { Trainable } from "@vae-lab/core";
import { eagerSteps, type Steps, type StepsOptions } from "@vae-lab/core/training";
import { UntraceableError } from "tfjs-jit";
import type { Backend } from "../backend.ts";
import { compiledSteps, type Kept } from "./compiled-steps.ts";

export type StepKind = "compiled" | "eager";

export interface ChosenSteps {
  readonly steps: Steps;
  readonly step: StepKind;
  /** A notice to the user if the native backend could not compile the steps. */
  readonly notice?: string;
}

/** The fastest way to execute training steps on the current backend. */
export const chooseSteps = (
  { name }: Backend,
  trainable: Trainable,
  data: Float32Array,
  options: StepsOptions,
  kept?: Kept,
): ChosenSteps => {
  const eager = () => eagerSteps(trainable, data, options);
  if (name !== "tensorflow") return { step: "eager", steps: eager() };
  try {
    return { step: "compiled", steps: compiledSteps(trainable, data, options, kept) };
  } catch (error) {
    if (!(error instanceof UntraceableError)) throw error;
    const notice = `training step by step, about 3 times slower: ${error.message}`;
    return { step: "eager", steps: eager(), notice };
  }
};
