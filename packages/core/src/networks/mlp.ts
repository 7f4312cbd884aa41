import type * as tf from "@tensorflow/tfjs";
import { withGradient } from "../tensors/gradients.ts";
import { dense } from "./dense.ts";
import type { Initialiser } from "./initialiser.ts";
import { joinParameters, type Network } from "./parameters.ts";

export interface MlpOptions {
  readonly name: string;
  /** Widths from the input to the last layer. A single entry is the identity. */
  readonly widths: readonly number[];
  readonly initialiser?: Initialiser | undefined;
}

/** max(x, 0); the gradient at 0 is 0. The sign of the output is the gradient's mask. */
export const relu = (x: tf.Tensor): tf.Tensor =>
  withGradient(
    [x],
    () => {
      const value = x.relu();
      return { value, saved: [value] };
    },
    (dy, [value]) => [dy.mul(value.sign())],
  );

/** Dense layers `name.1`, `name.2`, …, each followed by a relu. */
export const mlp = ({ name, widths, initialiser }: MlpOptions): Network => {
  const layers = widths.slice(1).map((outputs, i) =>
    dense({
      name: `${name}.${i + 1}`,
      inputs: widths[i] ?? 0,
      outputs,
      initialiser,
    }),
  );
  return {
    ...joinParameters(...layers),
    apply: (parameters, x) =>
      layers.reduce((activations, layer) => relu(layer.apply(parameters, activations)), x),
  };
};
