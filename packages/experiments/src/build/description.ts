import type {
  AutoencoderDescription,
  ConditionDescription,
  DenoisingAutoencoderDescription,
  LearnedPriorVaeDescription,
  NetworkDescription,
  NormalVaeDescription,
  PosteriorDescription,
  SampleShape,
} from "@vae-lab/core/checkpoints";
import type { AffineTransform } from "@vae-lab/core/data";
import type { PartOf, TrialConfig } from "../config/trial-config.ts";
import { InputError } from "../input-error.ts";

type ModelConfig = PartOf<"model">;
type VaeConfig = Extract<ModelConfig, { kind: "vae" }>;

/** The priors of discrete codes: the standard one is uniform. */
const priors = { uniform: "standard", learned: "learned" } as const;

/** What a model takes: samples of a shape, and how data become them. */
interface Taken {
  readonly sample: SampleShape;
  readonly transform?: AffineTransform;
}

/** What a conditional model is given too. */
type Condition = ConditionDescription | undefined;

const networkOf = (
  { latent, hidden, likelihood, initialisation }: ModelConfig,
  taken: Taken,
): NetworkDescription => ({ ...taken, latentSize: latent, hidden, likelihood, initialisation });

/** The posterior of a config; `rows` is the number of training examples. */
const posteriorOf = (
  config: NonNullable<VaeConfig["posterior"]>,
  rows: number,
): PosteriorDescription => {
  if (config.kind === "committed-rate")
    return { kind: config.kind, min: config.least, max: config.most };
  return config.kind === "per-observation" ? { ...config, rows } : config;
};

/** @throws InputError for vectors, which have no neighbours */
const requireImages = (part: "encoder" | "decoder", { sample }: Taken): void => {
  if (sample.kind === "vector")
    throw new InputError(
      `cannot use model.${part} convolutional: it takes images (got vectors of ${sample.length} values); use dense`,
    );
};

/** The networks of normal codes, which discrete ones have in part. */
const normalNetworksOf = (model: VaeConfig, taken: Taken) => {
  const { encoder, decoder, maxLogVariance } = model;
  if (encoder === "convolutional") requireImages("encoder", taken);
  if (decoder === "convolutional") requireImages("decoder", taken);
  return {
    ...networkOf(model, taken),
    ...(encoder !== undefined && { encoder }),
    ...(decoder !== undefined && { decoder }),
    ...(maxLogVariance !== undefined && { maxLogVariance }),
  };
};

const normalVaeOf = (
  model: VaeConfig,
  { dataset }: TrialConfig,
  taken: Taken,
  condition: Condition,
): NormalVaeDescription | LearnedPriorVaeDescription => {
  const { prior, posterior } = model;
  const common = { kind: "vae", family: "normal", ...normalNetworksOf(model, taken) } as const;
  if (prior !== undefined)
    return { ...common, prior, ...(posterior?.kind === "variance-floor" && { posterior }) };
  // The rules of a config require the size where it matters
  const rows = dataset.trainSize ?? 1;
  return {
    ...common,
    ...(posterior !== undefined && { posterior: posteriorOf(posterior, rows) }),
    ...(condition !== undefined && { condition }),
  };
};

const vaeOf = (model: VaeConfig, config: TrialConfig, taken: Taken, condition: Condition) => {
  const { codes } = model;
  switch (codes?.kind) {
    case undefined:
      return normalVaeOf(model, config, taken, condition);
    case "two-layers":
      return {
        kind: "vae",
        family: codes.kind,
        topSize: codes.top,
        between: codes.between,
        ...normalNetworksOf(model, taken),
      } as const;
    case "bernoulli":
      return {
        kind: "vae",
        family: codes.kind,
        prior: priors[codes.prior],
        ...networkOf(model, taken),
      } as const;
    case "categorical":
      return {
        kind: "vae",
        family: codes.kind,
        classes: codes.classes,
        prior: priors[codes.prior],
        ...networkOf(model, taken),
      } as const;
  }
};

/**
 * What core builds the model of a config from, for samples of this shape that a transform may have made,
 * given the classes of a conditional model.
 * @throws InputError for a network that cannot take such samples
 */
export const descriptionOf = (
  config: TrialConfig,
  sample: SampleShape,
  { transform, condition }: { transform?: AffineTransform; condition?: Condition } = {},
) => {
  const { model } = config;
  const taken: Taken = { sample, ...(transform && { transform }) };
  switch (model.kind) {
    case "vae":
      return vaeOf(model, config, taken, condition);
    case "autoencoder":
      return { kind: model.kind, ...networkOf(model, taken) } satisfies AutoencoderDescription;
    case "denoising-autoencoder":
      return {
        kind: model.kind,
        corruption: model.corruption,
        ...networkOf(model, taken),
      } satisfies DenoisingAutoencoderDescription;
  }
};
