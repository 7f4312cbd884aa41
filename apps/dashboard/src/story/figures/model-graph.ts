import type { LoadedModel } from "@vae-lab/core/checkpoints";

/** A model as a graphical model: what is drawn from what, with the names of the distributions. */
export interface ModelGraph {
  /** The latent code. An autoencoder's is a function of x, not a random variable. */
  readonly latent: { readonly isRandom: boolean; readonly size: number; readonly text: string };
  readonly observed: { readonly size: number; readonly text: string };
  /** p(x|z), from the code to the data. */
  readonly decoder: string;
  /** q(z|x), from the data to the code, or the function that gives the code. */
  readonly encoder: string;
}

const likelihoods: Readonly<Record<string, string>> = {
  bernoulli: "Bernoulli",
  gaussian: "normal",
};

/** The graphical model of a model that is loaded. */
export const graphOf = ({ trained: { model }, description }: LoadedModel): ModelGraph => {
  const isRandom = "prior" in model;
  const { latentSize, dataSize } = model;
  const { kind } = description.likelihood;
  return {
    latent: {
      isRandom,
      size: latentSize,
      text: isRandom ? `${latentSize} numbers, prior p(z)` : `${latentSize} numbers`,
    },
    observed: { size: dataSize, text: `${dataSize} pixels` },
    decoder: `p(x|z), ${likelihoods[kind] ?? kind}`,
    encoder: isRandom ? "q(z|x), normal" : "z = f(x)",
  };
};

/** A layer of a model's networks. */
export interface Layer {
  readonly part: "encoder" | "decoder";
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
}

/** The dense layers of a model, in the order in which data pass them, read off its parameters' shapes. */
export const layersOf = ({ trained: { model } }: LoadedModel): Layer[] =>
  Object.entries(model.shapes).flatMap(([parameter, shape]) => {
    const [, part, name] = /^(encoder|decoder)\.(.+)\.weights$/.exec(parameter) ?? [];
    const [inputs, outputs] = shape;
    if (part === undefined || name === undefined || inputs === undefined || outputs === undefined)
      return [];
    return [{ part: part as Layer["part"], name, inputs, outputs }];
  });

/** The number of a model's parameters. */
export const parameterCount = ({ trained: { model } }: LoadedModel): number =>
  Object.values(model.shapes)
    .map((shape) => shape.reduce((product, length) => product * length, 1))
    .reduce((sum, count) => sum + count, 0);
