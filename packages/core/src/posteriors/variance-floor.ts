import { normal } from "../distributions/normal.ts";
import type { Vae } from "../models/model.ts";
import { requireOptions } from "../options.ts";
import { softAtLeast } from "../tensors/soft-bounds.ts";
import { withPosterior } from "./with-posterior.ts";

/**
 * Bounds ln σ² of q(z|x) from below by floor + softplus(l − floor), so that reconstruction alone
 * cannot pull the variance to 0. A hard maximum would have no gradient below the floor.
 * @throws RangeError for a floor that is not a finite number
 */
export const withVarianceFloor = <M extends Vae>(
  model: M,
  options: { readonly logVariance: number },
): M => {
  requireOptions("withVarianceFloor", options, { logVariance: "required" });
  const { logVariance: floor } = options;
  if (!Number.isFinite(floor))
    throw new RangeError(`logVariance must be a finite number, got ${floor}`);
  return withPosterior(model, ({ mean, logVariance }) =>
    normal({ mean, logVariance: softAtLeast(floor, logVariance) }),
  );
};
