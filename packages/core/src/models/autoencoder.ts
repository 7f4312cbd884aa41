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
import { type NetworkOptions, networkOptionNames } from "./model-options.ts";
import { requireSizes } from "./sizes.ts";

/** A deterministic autoencoder. Linear if `hidden` is empty. */
export const autoencoder = withOptions(
  "autoencoder",
  networkOptionNames,
  ({
    likelihood = bernoulli(),
    body: makeBody = denseBody,
    decoder: makeDecoder = denseDecoder,
    ...sizes
  }: NetworkOptions): Autoencoder => {
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
 * A denoising autoencoder (Vincent et al. 2008): in training its encoder sees corrupted data and it
 * must reconstruct the clean data. Outside training nothing is corrupted.
 */
export const denoisingAutoencoder = withOptions(
  "denoisingAutoencoder",
  { ...networkOptionNames, corruption: "required" },
  ({
    corruption,
    ...options
  }: NetworkOptions & { readonly corruption: Corruption }): Autoencoder => ({
    ...autoencoder(options),
    corruption,
  }),
);
