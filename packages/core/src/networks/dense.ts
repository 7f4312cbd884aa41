import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import { glorotUniform, type Initialiser, initialised } from "./initialiser.ts";
import { matMul } from "./mat-mul.ts";
import { type Network, parameter } from "./parameters.ts";

export interface DenseOptions {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly initialiser?: Initialiser | undefined;
}

/** x · W + b: [N, inputs] → [N, outputs]. Biases are initialised to zero. */
export const dense = ({
  name,
  inputs,
  outputs,
  initialiser = glorotUniform,
}: DenseOptions): Network => {
  requireCount(`the inputs of ${name}`, inputs);
  requireCount(`the outputs of ${name}`, outputs);
  const weights = `${name}.weights`;
  const bias = `${name}.bias`;
  return {
    shapes: { [weights]: [inputs, outputs], [bias]: [outputs] },
    init: (rng) => ({
      [weights]: tf.tidy(() => initialised(initialiser, rng.fold(weights), inputs, outputs)),
      [bias]: tf.zeros([outputs]),
    }),
    apply: (parameters, x) =>
      matMul(x, parameter(parameters, weights)).add(parameter(parameters, bias)),
  };
};
