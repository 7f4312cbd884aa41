import type { Checkpoint } from "@vae-lab/core";
import type { ModelDescription, SampleShape } from "@vae-lab/core/checkpoints";
import { descriptionOf } from "../build/description.ts";
import type { TrialConfig } from "../config/trial-config.ts";

/** The height and the width of the images of the data sets that earlier versions had. */
const sides: Readonly<Record<string, number>> = {
  mnist: 28,
  "mnist-binarised": 28,
  "mnist-14": 14,
  "fashion-mnist": 28,
  bars: 8,
};

/** D as the first layer of a dense encoder has it; undefined for other encoders. */
const inputsOf = ({ tensors }: Checkpoint): number | undefined => {
  if ("encoder.convolution.1.weights" in tensors) return undefined;
  const first = ["hidden.1", "mean", "logits", "code"]
    .map((layer) => tensors[`encoder.${layer}.weights`])
    .find((weights) => weights !== undefined);
  return first?.shape[0];
};

/** Images of other sizes under the name of a data set were possible: square ones, then any others. */
const sampleOf = (side: number, inputs: number = side * side): SampleShape => {
  const found = Math.sqrt(inputs);
  return Number.isInteger(found)
    ? { kind: "image", height: found, width: found, channels: 1 }
    : { kind: "vector", length: inputs };
};

/** What the parameters of an earlier version's checkpoint are of: its metadata have the config only. */
export const describeEarlier = (config: TrialConfig, checkpoint: Checkpoint): ModelDescription =>
  descriptionOf(config, sampleOf(sides[config.dataset.name] ?? 28, inputsOf(checkpoint)));
