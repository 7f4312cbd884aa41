import type { Vae } from "../models/model.ts";
import { requireOptions } from "../options.ts";
import { type AscentOptions, ascend, ascentOptions, requireAscent } from "./ascend.ts";
import { inTraining } from "./with-posterior.ts";

/**
 * Semi-amortised inference: q(z|x) is the encoder's, refined by a few optimisation steps, in training
 * and after it (Kim et al. 2018; here gradients stop at the inner steps, so that the encoder receives
 * the gradient at the refined q).
 */
export const semiAmortised = <M extends Vae>(model: M, options: AscentOptions): M => {
  requireOptions("semiAmortised", options, ascentOptions);
  requireAscent(options);
  return {
    ...model,
    posterior: (parameters, x) =>
      ascend(model, parameters, x, model.posterior(parameters, x), options),
    posteriorInTraining: (parameters, minibatch) =>
      ascend(model, parameters, minibatch.x, inTraining(model, parameters, minibatch), options),
  };
};
