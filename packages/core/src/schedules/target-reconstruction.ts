import { withOptions } from "../options.ts";
import type { Controller } from "./controller.ts";
import { type MultiplierOptions, multiplier } from "./multiplier.ts";

export interface TargetReconstructionOptions extends MultiplierOptions {
  /** E log p(x|z) that is asked for, in nats; not 0, of which no error is a share. */
  readonly reconstruction: number;
}

/**
 * Beta by feedback: it grows while the data are reconstructed better than asked for, so that of the
 * models that do as well the one of least rate is found. GECO (Rezende & Viola 2018) with its
 * multiplier, 1/β here, on the other term.
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
