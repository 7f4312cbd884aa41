import { type SampleShape, sampleLength } from "../data/sample-shape.ts";
import { convolutionalBody, denseBody, type ImageOptions, type MakeBody } from "../models/body.ts";
import { convolutionalDecoder } from "../models/convolutional-decoder.ts";
import { denseDecoder, type MakeDecoder } from "../models/decoder.ts";
import { maskedDecoder } from "../models/masked-decoder.ts";
import type { NetworkOptions } from "../models/model-options.ts";
import { skipDecoder } from "../models/skip-decoder.ts";
import { glorotUniform, heNormal, type Initialiser, lecunNormal } from "../networks/initialiser.ts";
import { buildLikelihood } from "./build-likelihood.ts";
import { entryOf } from "./by-kind.ts";
import type { NetworkDescription } from "./model-description.ts";
import { requireSampleShape } from "./require-sample-shape.ts";

const imageOf = (sample: SampleShape): ImageOptions => {
  if (sample.kind === "image")
    return { width: sample.width, height: sample.height, imageChannels: sample.channels };
  throw new RangeError(
    `cannot build a convolutional network: its samples must be images (got vectors of ${sample.length}); use dense networks`,
  );
};

const bodies: Record<
  NonNullable<NetworkDescription["encoder"]>,
  (sample: SampleShape) => MakeBody
> = {
  dense: () => denseBody,
  convolutional: (sample) => convolutionalBody(imageOf(sample)),
};

const decoders: Record<
  NonNullable<NetworkDescription["decoder"]>,
  (sample: SampleShape) => MakeDecoder
> = {
  dense: () => denseDecoder,
  skip: () => skipDecoder,
  convolutional: (sample) => convolutionalDecoder(imageOf(sample)),
  // A mean needs a pass of the network for each pixel and draw
  autoregressive: () => maskedDecoder({ meanDraws: 4 }),
};

const initialisers: Record<NonNullable<NetworkDescription["initialisation"]>, Initialiser> = {
  "glorot-uniform": glorotUniform,
  "lecun-normal": lecunNormal,
  "he-normal": heNormal,
};

/**
 * The options of a model with the networks and the likelihood of a description.
 * @throws RangeError for sizes and names that it must not have
 */
export const networkOptionsOf = ({
  sample,
  latentSize,
  hidden,
  likelihood,
  encoder = "dense",
  decoder = "dense",
  initialisation = "glorot-uniform",
}: NetworkDescription): NetworkOptions => {
  requireSampleShape(sample);
  return {
    dataSize: sampleLength(sample),
    latentSize,
    hidden,
    likelihood: buildLikelihood(likelihood),
    body: entryOf("encoder", bodies, encoder)(sample),
    decoder: entryOf("decoder", decoders, decoder)(sample),
    initialiser: entryOf("initialisation", initialisers, initialisation),
  };
};
