import { withOptions } from "../options.ts";
import type { Controller } from "./controller.ts";
import { type MultiplierOptions, multiplier } from "./multiplier.ts";

/** Options of `targetReconstruction`. */
export interface TargetReconstructionOptions extends MultiplierOptions {
  /** The target of E log p(x|z), in nats; not 0, because errors are relative to it. */
  readonly reconstruction: number;
}

/**
 * Beta by feedback: it grows while the reconstruction is better than its target, which minimises the
 * rate at that reconstruction. GECO (Rezende & Viola 2018) with its multiplier, here 1/β, on the other
 * term.
 */
export const targetReconstruction = withOptions(
  "targetReconstruction",
  {
    reconstruction: "required",
    from: "optional",
    gain: "optional",
    smoothing: "optional",
    min: "optional",
    max: "optional",
  },
  ({ reconstruction, ...options }: TargetReconstructionOptions): Controller => {
    if (!Number.isFinite(reconstruction) || reconstruction === 0)
      throw new RangeError(`reconstruction must be a number other than 0, got ${reconstruction}`);
    const scale = Math.abs(reconstruction);
    return multiplier(
      (measured) => measured.reconstruction.sub(reconstruction).div(scale),
      options,
    );
  },
);
