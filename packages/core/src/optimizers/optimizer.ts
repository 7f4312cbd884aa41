import type { Parameters } from "../networks/parameters.ts";

/** All that an optimizer remembers; save it and training goes on as if nothing had been. */
export type OptimizerState = {
  /** Updates made so far. */
  readonly step: number;
  /** One record of tensors for each thing remembered per parameter. */
  readonly slots: Readonly<Record<string, Parameters>>;
};

/** A pair of pure functions: states and parameters go in, new ones come out, none is changed. */
export interface Optimizer {
  init(parameters: Parameters): OptimizerState;
  /** One step downhill. The callers dispose what they passed. */
  update(
    gradients: Parameters,
    state: OptimizerState,
    parameters: Parameters,
  ): { readonly parameters: Parameters; readonly state: OptimizerState };
}
