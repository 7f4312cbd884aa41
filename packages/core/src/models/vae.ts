import { normal, standardNormal } from "../distributions/normal.ts";
import { requireLikelihood } from "../likelihoods/as-learned.ts";
import { bernoulli } from "../likelihoods/bernoulli.ts";
import type { LearnedLikelihood, Likelihood } from "../likelihoods/likelihood.ts";
import { dense } from "../networks/dense.ts";
import { joinParameters } from "../networks/parameters.ts";
import { withOptions } from "../options.ts";
import { assertShape } from "../tensors/shapes.ts";
import { denseBody, type MakeBody } from "./body.ts";
import { denseDecoder, type MakeDecoder } from "./decoder.ts";
import type { Vae } from "./model.ts";
import { requireSizes, type Sizes, sizeNames } from "./sizes.ts";

export interface ModelOptions extends Sizes {
  /** Default: Bernoulli. */
  readonly likelihood?: Likelihood | LearnedLikelihood;
  /** The layers before the encoder's heads. Default: dense. */
  readonly body?: MakeBody;
  /** Default: dense. */
  readonly decoder?: MakeDecoder;
}

export const modelOptions = {
  ...sizeNames,
  likelihood: "optional",
  body: "optional",
  decoder: "optional",
} as const;

/**
 * A VAE (Kingma & Welling 2014): an encoder with two heads, mean and log-variance, a decoder, and the
 * prior N(0, I).
 */
export const vae = withOptions(
  "vae",
  modelOptions,
  ({
    likelihood = bernoulli(),
    body: makeBody = denseBody,
    decoder: makeDecoder = denseDecoder,
    ...sizes
  }: ModelOptions): Vae => {
    requireSizes(sizes);
    requireLikelihood(likelihood);
    const { dataSize, conditionSize = 0, latentSize, initialiser } = sizes;
    const body = makeBody(sizes);
    const head = (name: string) =>
      dense({
        name: `encoder.${name}`,
        inputs: body.outputs,
        outputs: latentSize,
        initialiser,
      });
    const mean = head("mean");
    const logVariance = head("logVariance");
    const decoder = makeDecoder(sizes, likelihood);
    return {
      dataSize,
      latentSize,
      prior: () => standardNormal,
      ...decoder,
      ...joinParameters(body, mean, logVariance, decoder),
      posterior: (parameters, x) => {
        assertShape("x", x, { B: undefined, D: dataSize + conditionSize });
        const h = body.apply(parameters, x);
        return normal({
          mean: mean.apply(parameters, h),
          logVariance: logVariance.apply(parameters, h),
        });
      },
    };
  },
);
