import { type ModelOptions, type Vae, vae } from "@vae-lab/core";
import type { SampleShape } from "@vae-lab/core/data";
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
  perObservation,
  semiAmortised,
  withBatchNormalisedMean,
  withCommittedRate,
  withVarianceFloor,
} from "@vae-lab/core/posteriors";
import type { PartOf } from "../config/trial-config.ts";
import { InputError } from "../input-error.ts";
import { optionsOf } from "./options-of.ts";

type VaeConfig = Extract<PartOf<"model">, { kind: "vae" }>;

/** The size of the images of a convolutional network. */
const imageOf = (shape: SampleShape, part: string) => {
  if (shape.kind === "vector")
    throw new InputError(
      `cannot use model.${part} convolutional: it takes images (got vectors of ${shape.length} values); use dense`,
    );
  const { width, height, channels } = shape;
  return { width, height, imageChannels: channels };
};

const decoders: Record<NonNullable<VaeConfig["decoder"]>, (shape: SampleShape) => MakeDecoder> = {
  dense: () => denseDecoder,
  skip: () => skipDecoder,
  convolutional: (shape) => convolutionalDecoder(imageOf(shape, "decoder")),
  // A mean needs a pass of the network for each pixel and draw
  autoregressive: () => maskedDecoder({ meanDraws: 4 }),
};

const bodies: Record<NonNullable<VaeConfig["encoder"]>, (shape: SampleShape) => MakeBody> = {
  dense: () => denseBody,
  convolutional: (shape) => convolutionalBody(imageOf(shape, "encoder")),
};

/** A VAE with the networks and the posterior of a config; `rows` is the number of training examples. */
export const vaeOf = (
  { encoder = "dense", decoder = "dense", posterior, maxLogVariance }: VaeConfig,
  options: ModelOptions,
  { shape, rows }: { readonly shape: SampleShape; readonly rows: number },
): Vae => {
  const model = vae({
    ...options,
    body: bodies[encoder](shape),
    decoder: decoders[decoder](shape),
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
    case "semi-amortised":
      return semiAmortised(model, optionsOf(posterior));
    case "per-observation":
      return perObservation(model, { ...optionsOf(posterior), rows });
  }
};
