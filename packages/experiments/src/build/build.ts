import type { Trainable } from "@vae-lab/core";
import {
  type BernoulliVaeDescription,
  buildModel,
  type CategoricalVaeDescription,
  type ConditionDescription,
  type LearnedPriorVaeDescription,
  type NormalVaeDescription,
  type SampleShape,
  type TwoLayerVaeDescription,
} from "@vae-lab/core/checkpoints";
import { families } from "@vae-lab/core/families";
import { dynamicallyBinarised } from "@vae-lab/core/models";
import type { TrialConfig } from "../config/trial-config.ts";
import { aggregateInferenceOf } from "./aggregate-inference.ts";
import { descriptionOf } from "./description.ts";
import { normalWeights } from "./estimator.ts";
import { discreteInference, normalInference } from "./family-inference.ts";
import { boundOfWeights, inferenceOf } from "./inference.ts";
import { optimizerOf } from "./optimizer.ts";

type VaeDescription =
  | NormalVaeDescription
  | LearnedPriorVaeDescription
  | TwoLayerVaeDescription
  | BernoulliVaeDescription
  | CategoricalVaeDescription;

/** A VAE with its objective and estimator, by the family of its codes. */
const vaeOf = (description: VaeDescription, config: TrialConfig) => {
  switch (description.family) {
    case "two-layers":
      return { model: buildModel(description), ...boundOfWeights(config, normalWeights) };
    case "normal": {
      if (description.prior !== undefined)
        return { model: buildModel(description), ...boundOfWeights(config, normalWeights) };
      const model = buildModel(description);
      const { dataSize } = model;
      return {
        model,
        ...(aggregateInferenceOf(config, dataSize) ??
          inferenceOf(config, dataSize, normalInference(config))),
      };
    }
    case "bernoulli": {
      const model = buildModel(description);
      const inference = discreteInference(families.bernoulli, config);
      return { model, ...inferenceOf(config, model.dataSize, inference) };
    }
    case "categorical": {
      const model = buildModel(description);
      const inference = discreteInference(families.categorical, config);
      return { model, ...inferenceOf(config, model.dataSize, inference) };
    }
  }
};

/** The training on grey values with bits that are drawn anew at each step. Labels, 0 or 1, stay as they are. */
const withBitsAnew = (trainable: Trainable): Trainable =>
  ({ ...trainable, model: dynamicallyBinarised(trainable.model) }) as Trainable;

/**
 * Builds core's objects from a config, for samples of this shape and, for a conditional model, these
 * classes. Only this folder distinguishes the kinds of parts.
 */
export const build = (
  config: TrialConfig,
  sample: SampleShape,
  condition?: ConditionDescription,
): Trainable => {
  const description = descriptionOf(config, sample, { condition });
  const optimizer = optimizerOf(config.optimizer);
  const trainable: Trainable =
    description.kind === "vae"
      ? { ...vaeOf(description, config), optimizer }
      : { model: buildModel(description), optimizer };
  return config.dataset.binarise === undefined ? trainable : withBitsAnew(trainable);
};
