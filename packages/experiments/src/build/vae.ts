import { type ModelOptions, type Vae, vae } from "@vae-lab/core";
import {
  convolutionalBody,
  convolutionalDecoder,
  denseBody,
  denseDecoder,
  type MakeBody,
  type MakeDecoder,
  maskedDecoder,
  skipDecoder,
} from "@vae-lab/core/models";
import {
  withBatchNormalisedMean,
  withCommittedRate,
  withVarianceFloor,
} from "@vae-lab/core/posteriors";
import type { PartOf } from "../config/trial-config.ts";
import { optionsOf } from "./options-of.ts";

/** The size of an image in pixels. */
export interface Image {
  readonly width: number;
  readonly height: number;
}

type VaeConfig = Extract<PartOf<"model">, { kind: "vae" }>;

const decoders: Record<NonNullable<VaeConfig["decoder"]>, (image: Image) => MakeDecoder> = {
  dense: () => denseDecoder,
  skip: () => skipDecoder,
  convolutional: convolutionalDecoder,
  // A mean needs a pass of the network for each pixel and draw
  autoregressive: () => maskedDecoder({ meanDraws: 4 }),
};

const bodies: Record<NonNullable<VaeConfig["encoder"]>, (image: Image) => MakeBody> = {
  dense: () => denseBody,
  convolutional: convolutionalBody,
};

/** A VAE with the networks and the posterior constraint of a config. */
export const vaeOf = (
  { encoder = "dense", decoder = "dense", posterior, maxLogVariance }: VaeConfig,
  options: ModelOptions,
  image: Image,
): Vae => {
  const model = vae({
    ...options,
    body: bodies[encoder](image),
    decoder: decoders[decoder](image),
    maxLogVariance,
  });
  switch (posterior?.kind) {
    case undefined:
      return model;
    case "committed-rate":
      return withCommittedRate(model, { min: posterior.least, max: posterior.most });
    case "batch-normalised-mean":
      return withBatchNormalisedMean(model, optionsOf(posterior));
    case "variance-floor":
      return withVarianceFloor(model, optionsOf(posterior));
  }
};
