import { point } from "../distributions/point.ts";
import { requireLikelihood } from "../likelihoods/as-learned.ts";
import { bernoulli } from "../likelihoods/bernoulli.ts";
import { dense } from "../networks/dense.ts";
import { joinParameters } from "../networks/parameters.ts";
import { withOptions } from "../options.ts";
import { assertShape } from "../tensors/shapes.ts";
import { denseBody } from "./body.ts";
import type { Corruption } from "./corruption.ts";
import { denseDecoder } from "./decoder.ts";
import type { Autoencoder } from "./model.ts";
import { requireSizes } from "./sizes.ts";
import { type ModelOptions, modelOptions } from "./vae.ts";

/** Encodes to a place and decodes it: the essay's beginning. Linear when `hidden` is empty. */
export const autoencoder = withOptions(
  "autoencoder",
  modelOptions,
  ({
    likelihood = bernoulli(),
    body: makeBody = denseBody,
    decoder: makeDecoder = denseDecoder,
    ...sizes
  }: ModelOptions): Autoencoder => {
    requireSizes(sizes);
    requireLikelihood(likelihood);
    const { dataSize, latentSize, initialiser } = sizes;
    const body = makeBody(sizes);
    const code = dense({
      name: "encoder.code",
      inputs: body.outputs,
      outputs: latentSize,
      initialiser,
    });
    const decoder = makeDecoder(sizes, likelihood);
    return {
      dataSize,
      latentSize,
      ...decoder,
      ...joinParameters(body, code, decoder),
      posterior: (parameters, x) => {
        assertShape("x", x, { B: undefined, D: dataSize });
        return point(code.apply(parameters, body.apply(parameters, x)));
      },
    };
  },
);

/**
 * An autoencoder that sees spoilt data while it is trained and must give back the clean ones
 * (Vincent et al. 2008). Outside training it sees what it is given.
 */
export const denoisingAutoencoder = withOptions(
  "denoisingAutoencoder",
  { ...modelOptions, corruption: "required" },
  ({
    corruption,
    ...options
  }: ModelOptions & { readonly corruption: Corruption }): Autoencoder => ({
    ...autoencoder(options),
    corruption,
  }),
);
