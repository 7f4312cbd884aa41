import { type FreeBitsOptions, freeBits } from "../divergences/free-bits.ts";
import { skipDecoder } from "../models/skip-decoder.ts";
import { vae } from "../models/vae.ts";
import { elbo } from "../objectives/elbo.ts";
import { withOptions } from "../options.ts";
import {
  type BatchNormalisedMeanOptions,
  withBatchNormalisedMean,
} from "../posteriors/batch-normalised-mean.ts";
import { type CommittedRateOptions, withCommittedRate } from "../posteriors/committed-rate.ts";
import type { VaeTrainable } from "../training/trainable.ts";
import { essayVae } from "./essay.ts";
import { type RecipeSizes, recipe, sizeNames, sizes } from "./sizes.ts";

/** Free bits: each unit's mean rate over the minibatch costs nothing up to a number of nats (Kingma et al. 2016, eq. 15). */
export const freeBitsVae = recipe(
  "freeBitsVae",
  { nats: "optional" },
  ({
    nats = 0.1,
    ...options
  }: RecipeSizes & Partial<Pick<FreeBitsOptions, "nats">>): VaeTrainable<
    "normal",
    "expectation"
  > => ({
    ...essayVae(options),
    objective: elbo({ regulariser: freeBits({ nats }) }),
  }),
);

/** δ-VAE: no unit can equal the prior (Razavi et al. 2019, sec. 2.2). */
export const deltaVae = recipe(
  "deltaVae",
  { min: "optional", max: "optional" },
  ({
    min = 0.05,
    max = 0.5,
    ...options
  }: RecipeSizes & CommittedRateOptions): VaeTrainable<"normal", "expectation"> => ({
    ...essayVae(options),
    model: withCommittedRate(vae({ ...sizes, ...options }), { min, max }),
  }),
);

/** BN-VAE: batch-normalised posterior means (Zhu et al. 2020). */
export const batchNormalisedVae = recipe(
  "batchNormalisedVae",
  { scale: "optional" },
  ({
    scale = 0.6,
    ...options
  }: RecipeSizes & BatchNormalisedMeanOptions): VaeTrainable<"normal", "expectation"> => ({
    ...essayVae(options),
    model: withBatchNormalisedMean(vae({ ...sizes, ...options }), { scale }),
  }),
);

/** Skip connections from the codes to each layer of the decoder (Dieng et al. 2019). */
export const skipVae = withOptions(
  "skipVae",
  sizeNames,
  (options: RecipeSizes): VaeTrainable<"normal", "expectation"> =>
    essayVae({ ...options, decoder: skipDecoder }),
);
