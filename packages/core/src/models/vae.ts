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
  /** Bernoulli when not given. */
  readonly likelihood?: Likelihood | LearnedLikelihood;
  /** What is before the encoder's heads: dense layers when not given. */
  readonly body?: MakeBody;
  /** Dense when not given. */
  readonly decoder?: MakeDecoder;
}

export const modelOptions = {
  ...sizeNames,
  likelihood: "optional",
  body: "optional",
  decoder: "optional",
} as const;

/**
 * The essay's network: a dense encoder with two heads, z_mean and z_log_variance, a dense decoder,
 * and N(0, I) for the prior (Kingma & Welling 2014).
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
