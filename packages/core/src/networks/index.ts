// Layers

export { type ConvolutionOptions, convolution, transposedConvolution } from "./convolution.ts";
export { dense } from "./dense.ts";
export { mlp, relu } from "./mlp.ts";

// Parameters

export { glorotUniform, heNormal, type Initialiser, lecunNormal } from "./initialiser.ts";
export {
  type Network,
  type Parameterised,
  type Parameters,
  parameter,
  trainableNames,
} from "./parameters.ts";
