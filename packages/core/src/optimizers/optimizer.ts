import type { Parameters } from "../networks/parameters.ts";
import type { Schedule } from "../schedules/schedule.ts";

/** The complete state of an optimizer; training can resume from it. */
export type OptimizerState = {
  /** Number of updates so far. */
  readonly step: number;
  /** Per-parameter state, one record of tensors per slot. */
  readonly slots: Readonly<Record<string, Parameters>>;
};

/** A learning rate: constant, or a function of the step such as `cosineDecay`. */
export type LearningRate = number | Schedule;

interface Clipped {
  /** The norm of all gradients together to which longer ones are scaled before all else. */
  readonly gradientClipping?: number;
}

/** Adam (Kingma & Ba 2015, algorithm 1): epsilon is added to the root of the corrected square. */
export interface AdamRule extends Clipped {
  readonly name: "adam";
  readonly learningRate: LearningRate;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** Adam with decoupled weight decay (Loshchilov & Hutter 2019, algorithm 2). */
export interface AdamWRule extends Omit<AdamRule, "name"> {
  readonly name: "adamw";
  readonly weightDecay: number;
}

/** a ← momentum · a + g, and a step of the learning rate along −a or, with Nesterov, g + momentum · a. */
export interface SgdRule extends Clipped {
  readonly name: "sgd";
  readonly learningRate: LearningRate;
  readonly momentum: number;
  readonly nesterov: boolean;
}

/** What an optimizer does, by name and numbers. */
export type OptimizerRule = AdamRule | AdamWRule | SgdRule;

/** A pair of pure functions of states and parameters. */
export interface Optimizer {
  /** The update rule for other implementations, such as compiled steps; absent if it has no name. */
  readonly rule?: OptimizerRule;
  init(parameters: Parameters): OptimizerState;
  /**
   * One descent step. The caller disposes the arguments.
   * @param learningRate that of this step, where it is scheduled (`learningRateAt`)
   */
  update(
    gradients: Parameters,
    state: OptimizerState,
    parameters: Parameters,
    learningRate?: number,
  ): { readonly parameters: Parameters; readonly state: OptimizerState };
}
