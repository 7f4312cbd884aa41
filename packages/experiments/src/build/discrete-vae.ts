import {
  bernoulliForwardKl,
  bernoulliReverseKl,
  categoricalForwardKl,
  categoricalReverseKl,
} from "@vae-lab/core/divergences";
import { bernoulliVae, categoricalVae, type DiscreteVaeOptions } from "@vae-lab/core/models";
import { bernoulliElbo, categoricalElbo } from "@vae-lab/core/objectives";
import type { PartOf, TrialConfig } from "../config/trial-config.ts";
import { discreteInferenceOf } from "./inference.ts";

type VaeConfig = Extract<PartOf<"model">, { kind: "vae" }>;
type Codes = NonNullable<VaeConfig["codes"]>;

/** Only the direction of KL can be chosen: other divergences are for normal codes. */
const isForward = ({ objective }: TrialConfig) => objective?.regulariser === "forward-kl";

const bernoulliRegulariser = (config: TrialConfig) =>
  isForward(config) ? bernoulliForwardKl : bernoulliReverseKl;

const categoricalRegulariser = (config: TrialConfig) =>
  isForward(config) ? categoricalForwardKl : categoricalReverseKl;

/** A VAE with coins or one-hot codes, what is maximised, and by which gradients. */
export const discreteVaeOf = (codes: Codes, config: TrialConfig, options: DiscreteVaeOptions) => {
  const { prior } = codes;
  const { dataSize } = options;
  switch (codes.kind) {
    case "bernoulli":
      return {
        model: bernoulliVae({ ...options, prior }),
        ...discreteInferenceOf(config, dataSize, (coefficients) =>
          bernoulliElbo({ ...coefficients, regulariser: bernoulliRegulariser(config) }),
        ),
      };
    case "categorical":
      return {
        model: categoricalVae({ ...options, prior, classes: codes.classes }),
        ...discreteInferenceOf(config, dataSize, (coefficients) =>
          categoricalElbo({ ...coefficients, regulariser: categoricalRegulariser(config) }),
        ),
      };
  }
};

/** The trained regulariser, if any, for the distribution of this config's codes. */
export const discreteRegulariserOf = (codes: Codes, config: TrialConfig) => {
  if (config.objective === undefined) return undefined;
  return codes.kind === "bernoulli" ? bernoulliRegulariser(config) : categoricalRegulariser(config);
};
