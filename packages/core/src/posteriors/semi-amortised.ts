import type { Vae } from "../models/model.ts";
import { requireOptions } from "../options.ts";
import { type AscentOptions, ascend, ascentOptions, requireAscent } from "./ascend.ts";
import { inTraining } from "./with-posterior.ts";

/**
 * q(z|x) is the encoder's after some steps of refinement, in training as after it (Kim et al. 2018,
 * here with the gradient stopped at the inner steps: the encoder is trained by the gradient at the
 * refined place as if it had put q there itself).
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
