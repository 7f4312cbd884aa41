import * as tf from "@tensorflow/tfjs";
import { dense } from "../networks/dense.ts";
import { relu } from "../networks/mlp.ts";
import { joinParameters, type Network } from "../networks/parameters.ts";
import { type MakeDecoder, networkDecoder } from "./decoder.ts";

/**
 * A dense decoder with skip connections from z to every layer (Dieng et al. 2019), which make it
 * harder for the decoder to ignore z.
 */
export const skipDecoder: MakeDecoder = (
  { dataSize, latentSize, hidden, initialiser },
  likelihood,
) => {
  const widths = [...hidden.toReversed(), likelihood.outputSize(dataSize)];
  const layers = widths.map((outputs, i) =>
    dense({
      name: i === hidden.length ? "decoder.output" : `decoder.hidden.${i + 1}`,
      inputs: latentSize + (widths[i - 1] ?? 0),
      outputs,
      initialiser,
    }),
  );
  const network: Network = {
    ...joinParameters(...layers),
    apply: (parameters, z) =>
      layers.reduce(
        (before, layer, i) =>
          layer.apply(parameters, i === 0 ? z : tf.concat([relu(before), z], 1)),
        z,
      ),
  };
  return networkDecoder(network, latentSize, likelihood);
};
