import { likelihoodNames, type TrialConfig } from "@vae-lab/experiments/config";
import type { LayerRow } from "./layer-drawing.tsx";
import type { ModelGraph } from "./model-graph.ts";

type ModelConfig = TrialConfig["model"];
type VaeConfig = Extract<ModelConfig, { kind: "vae" }>;

const vaeOf = (model: ModelConfig): VaeConfig | undefined =>
  model.kind === "vae" ? model : undefined;

const codesText = (model: ModelConfig): string => {
  const codes = vaeOf(model)?.codes;
  if (codes?.kind === "categorical") return `${model.latent} of ${codes.classes} classes`;
  if (codes?.kind === "bernoulli") return `${model.latent} bits`;
  return model.latent === 1 ? "1 number" : `${model.latent} numbers`;
};

const encoderText = (model: ModelConfig): string => {
  if (model.kind === "autoencoder") return "z = f(x)";
  if (model.kind === "denoising-autoencoder") return "z = f(x′)";
  const given = model.condition === undefined ? "x" : "x, y";
  return `q(z|${given}), ${model.codes?.kind ?? "normal"}`;
};

/** The graphical model of a config. */
export const graphOfConfig = ({ model, dataset }: TrialConfig): ModelGraph => {
  const vae = vaeOf(model);
  const text = codesText(model);
  const given = vae?.condition === undefined ? "z" : "z, y";
  return {
    latent: { isRandom: vae !== undefined, text: vae ? `${text}, prior p(z)` : text },
    observed: { name: "example", text: dataset.name },
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
  if (vae.codes !== undefined) return [{ size, text: "probabilities of z" }];
  return [
    { size, text: "mean" },
    { size, text: "log variance" },
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
  const output =
    decoder === "autoregressive"
      ? "p(each value|z and the values before it)"
      : decoder === "skip"
        ? "p(x|z), every layer sees z"
        : "p(x|z)";
  return [
    { key: "x", boxes: [{ text: `x, ${dataset.name}` }] },
    ...network("encoder", model.hidden),
    { key: "heads", boxes: headsOf(model) },
    ...(vae ? [{ key: "z", boxes: [{ size: model.latent, text: "random code z" }] }] : []),
    ...network("decoder", model.hidden.toReversed()),
    { key: "output", boxes: [{ text: output }] },
  ];
};
