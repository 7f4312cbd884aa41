import type { LoadedModel } from "@vae-lab/core/checkpoints";
import type { LayerRow } from "../../model/layer-drawing.tsx";
import type { ModelGraph } from "../../model/model-graph.ts";

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
      text: isRandom ? `${latentSize} numbers, prior p(z)` : `${latentSize} numbers`,
    },
    observed: { name: "picture", text: `${dataSize} pixels` },
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

const words: Readonly<Record<string, string>> = {
  mean: "middle",
  logVariance: "log of spread²",
  code: "code",
  output: "chance of each pixel",
};

const nameOf = ({ name }: Layer): string => words[name] ?? "hidden layer";

/** The picture, each layer, and the drawn code. Layers with the same input are in one row. */
export const layerRows = (layers: readonly Layer[]): LayerRow[] => {
  const heads = layers.filter(({ part, name }) => part === "encoder" && !/^hidden/.test(name));
  const bodies = (part: Layer["part"]): LayerRow[] =>
    layers
      .filter((layer) => layer.part === part && !heads.includes(layer))
      .map((layer) => ({
        key: `${layer.part} ${layer.name}`,
        boxes: [{ size: layer.outputs, text: nameOf(layer) }],
      }));
  const code = { key: "z", boxes: [{ size: heads[0]?.outputs ?? 0, text: "random code z" }] };
  return [
    { key: "x", boxes: [{ size: layers[0]?.inputs ?? 0, text: "picture x" }] },
    ...bodies("encoder"),
    { key: "heads", boxes: heads.map((head) => ({ size: head.outputs, text: nameOf(head) })) },
    ...(heads.length > 1 ? [code] : []),
    ...bodies("decoder"),
  ];
};
