import { likelihoodNames, type TrialConfig } from "@vae-lab/experiments/config";
import type { LayerRow } from "./layer-drawing.tsx";
import type { ModelGraph } from "./model-graph.ts";

type ModelConfig = TrialConfig["model"];
type VaeConfig = Extract<ModelConfig, { kind: "vae" }>;

const vaeOf = (model: ModelConfig): VaeConfig | undefined =>
  model.kind === "vae" ? model : undefined;

const numbersText = (count: number): string => (count === 1 ? "1 number" : `${count} numbers`);

const codesText = (model: ModelConfig): string => {
  const codes = vaeOf(model)?.codes;
  if (codes?.kind === "categorical") return `${model.latent} of ${codes.classes} classes`;
  if (codes?.kind === "bernoulli") return `${model.latent} bits`;
  return numbersText(model.latent);
};

/** The upper layer of a model with two layers of codes. */
const upperOf = (model: ModelConfig): (VaeConfig["codes"] & { kind: "two-layers" }) | undefined => {
  const codes = vaeOf(model)?.codes;
  return codes?.kind === "two-layers" ? codes : undefined;
};

/** Whether p(z) is learned, in the few words that a drawing has room for. */
const priorText = ({ codes, prior }: VaeConfig): string => {
  const isLearned =
    prior !== undefined || (codes !== undefined && "prior" in codes && codes.prior === "learned");
  return isLearned ? "learned p(z)" : "prior p(z)";
};

const encoderText = (model: ModelConfig): string => {
  if (model.kind === "autoencoder") return "z = f(x)";
  if (model.kind === "denoising-autoencoder") return "z = f(x′)";
  if (upperOf(model)) return "q(z₁|x)";
  const given = model.condition === undefined ? "x" : "x, y";
  return `q(z|${given}), ${model.codes?.kind ?? "normal"}`;
};

/** The graphical model of a config. */
export const graphOfConfig = ({ model, dataset }: TrialConfig): ModelGraph => {
  const vae = vaeOf(model);
  const text = codesText(model);
  const upper = upperOf(model);
  const given = upper ? "z₁" : vae?.condition === undefined ? "z" : "z, y";
  return {
    latent: {
      isRandom: vae !== undefined,
      text: vae && !upper ? `${text}, ${priorText(vae)}` : text,
    },
    ...(upper && {
      upper: {
        text: numbersText(upper.top),
        decoder: "p(z₁|z₂)",
        encoder: "q(z₂|z₁)",
      },
    }),
    observed: {
      name: "example",
      text: `${dataset.name}${dataset.binarise === undefined ? "" : ", bits"}`,
    },
    decoder: `p(x|${given}), ${likelihoodNames[model.likelihood.kind].split(/ likelihood|,/)[0]}`,
    encoder: encoderText(model),
  };
};

const hiddenRows = (part: string, hidden: readonly number[]): LayerRow[] =>
  hidden.map((size, index) => ({
    key: `${part} ${index}`,
    boxes: [{ size, text: "hidden layer" }],
  }));

const headsOf = (model: ModelConfig): LayerRow["boxes"] => {
  const size = model.latent;
  const vae = vaeOf(model);
  if (vae === undefined) return [{ size, text: "code z" }];
  if (upperOf(model)) return momentsOf(size, "q(z₁|x)");
  if (vae.codes !== undefined) return [{ size, text: "probabilities of z" }];
  return momentsOf(size);
};

const momentsOf = (size: number, of?: string): LayerRow["boxes"] => [
  { size, text: of === undefined ? "mean" : `mean of ${of}` },
  { size, text: of === undefined ? "log variance" : `its log variance` },
];

/** From the lower code of two layers up to the upper one, and down again, as samples are made. */
const upperRows = (model: ModelConfig): LayerRow[] => {
  const upper = upperOf(model);
  if (upper === undefined) return [];
  return [
    ...hiddenRows("up", upper.between),
    { key: "heads above", boxes: momentsOf(upper.top, "q(z₂|z₁)") },
    { key: "z above", boxes: [{ size: upper.top, text: "random code z₂" }] },
    ...hiddenRows("down", upper.between.toReversed()),
    { key: "prior", boxes: momentsOf(model.latent, "p(z₁|z₂)") },
    {
      key: "z again",
      boxes: [{ size: model.latent, text: "z₁, of q in training, of p in samples" }],
    },
  ];
};

/** The layers of a config's networks. The size of the data is not part of a config. */
export const layerRowsOfConfig = ({ model, dataset }: TrialConfig): LayerRow[] => {
  const vae = vaeOf(model);
  const network = (part: "encoder" | "decoder", hidden: readonly number[]): LayerRow[] => {
    const kind = vae?.[part] ?? "dense";
    return kind === "convolutional"
      ? [{ key: part, boxes: [{ text: `convolutional ${part}` }] }]
      : hiddenRows(part, hidden);
  };
  const decoder = vae?.decoder;
  const code = upperOf(model) ? "z₁" : "z";
  const output =
    decoder === "autoregressive"
      ? `p(each value|${code} and the values before it)`
      : decoder === "skip"
        ? `p(x|${code}), every layer sees ${code}`
        : `p(x|${code})`;
  return [
    { key: "x", boxes: [{ text: `x, ${dataset.name}` }] },
    ...network("encoder", model.hidden),
    { key: "heads", boxes: headsOf(model) },
    ...(vae
      ? [
          {
            key: "z",
            boxes: [{ size: model.latent, text: `random code ${upperOf(model) ? "z₁" : "z"}` }],
          },
        ]
      : []),
    ...upperRows(model),
    ...network("decoder", model.hidden.toReversed()),
    { key: "output", boxes: [{ text: output }] },
  ];
};
