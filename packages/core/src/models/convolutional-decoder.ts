import { transposedConvolution } from "../networks/convolution.ts";
import { dense } from "../networks/dense.ts";
import { mlp, relu } from "../networks/mlp.ts";
import { joinParameters, type Network } from "../networks/parameters.ts";
import { withOptions } from "../options.ts";
import { ShapeError } from "../tensors/shapes.ts";
import { type ImageOptions, imageOptions, scalesOf } from "./body.ts";
import { type MakeDecoder, networkDecoder } from "./decoder.ts";

/**
 * The reverse of `convolutionalBody`: dense layers, then transposed convolutions of stride 2 with
 * relus between them; the last one gives the likelihood's parameters.
 */
export const convolutionalDecoder = withOptions(
  "convolutionalDecoder",
  imageOptions,
  (image: ImageOptions): MakeDecoder =>
    ({ dataSize, latentSize, hidden, initialiser }, likelihood) => {
      const { channels, sizes } = scalesOf(image, dataSize);
      const last = likelihood.outputSize(dataSize) / dataSize;
      if (!Number.isInteger(last))
        throw new ShapeError(
          `the likelihood must take a whole number of outputs for each pixel, got ${last}`,
        );
      const [h, w] = sizes.at(-1) ?? [0, 0];
      const { imageChannels = 1 } = image;
      const deepest = channels.at(-1) ?? last * imageChannels;
      const widths = [latentSize, ...hidden.toReversed()];
      const body = mlp({ name: "decoder.hidden", widths, initialiser });
      const start = dense({
        name: "decoder.start",
        inputs: widths.at(-1) ?? latentSize,
        outputs: h * w * deepest,
        initialiser,
      });
      const layers = channels
        .map((inputs, i) => {
          const [height, width] = sizes[i] ?? [0, 0];
          const outputs = channels[i - 1] ?? last * imageChannels;
          const name = `decoder.convolution.${i + 1}`;
          return transposedConvolution({ name, inputs, outputs, height, width, initialiser });
        })
        .toReversed();
      const network: Network = {
        ...joinParameters(body, start, ...layers),
        apply: (parameters, z) => {
          const seed = start
            .apply(parameters, body.apply(parameters, z))
            .reshape([-1, h, w, deepest]);
          const images = layers.reduce((a, layer) => layer.apply(parameters, relu(a)), seed);
          // [means of all values, scales of all values], each with the image's channels last
          return images
            .reshape([-1, image.height, image.width, last, imageChannels])
            .transpose([0, 3, 1, 2, 4])
            .reshape([-1, last * dataSize]);
        },
      };
      return networkDecoder(network, latentSize, likelihood);
    },
);
