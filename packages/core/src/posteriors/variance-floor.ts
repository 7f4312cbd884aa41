import { normal } from "../distributions/normal.ts";
import type { Vae } from "../models/model.ts";
import { requireOptions } from "../options.ts";
import { withPosterior } from "./with-posterior.ts";

/**
 * ln σ² of q(z|x) as floor + softplus(l − floor): above the floor nearly l itself, and always above it,
 * so that what pulls the variance to 0 (reconstruction alone) ends at a stated number. With a hard
 * maximum the gradient would be 0 there and the encoder could never come back.
 * @throws RangeError for a floor that is not a number
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
    normal({ mean, logVariance: logVariance.sub(floor).softplus().add(floor) }),
  );
};
