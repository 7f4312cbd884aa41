import type { Parameters } from "../networks/parameters.ts";

/** All that an optimizer remembers; save it and training goes on as if nothing had been. */
export type OptimizerState = {
  /** Updates made so far. */
  readonly step: number;
  /** One record of tensors for each thing remembered per parameter. */
  readonly slots: Readonly<Record<string, Parameters>>;
};

/** Adam (Kingma & Ba 2015, algorithm 1): epsilon is added to the root of the corrected square. */
export interface AdamRule {
  readonly name: "adam";
  readonly learningRate: number;
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
export interface SgdRule {
  readonly name: "sgd";
  readonly learningRate: number;
  readonly momentum: number;
  readonly nesterov: boolean;
}

export type OptimizerRule = AdamRule | AdamWRule | SgdRule;

/** A pair of pure functions: states and parameters go in, new ones come out, none is changed. */
export interface Optimizer {
  /** What `update` does, for those who do it in another way; absent where there is no name for it. */
  readonly rule?: OptimizerRule;
  init(parameters: Parameters): OptimizerState;
  /** One step downhill. The callers dispose what they passed. */
  update(
    gradients: Parameters,
    state: OptimizerState,
    parameters: Parameters,
  ): { readonly parameters: Parameters; readonly state: OptimizerState };
}
