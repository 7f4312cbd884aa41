import { shown } from "../arguments.ts";
import type { Prior } from "../distributions/distribution.ts";
import type { Normal } from "../distributions/normal.ts";
import { families } from "../families/families.ts";
import { autoencoder, denoisingAutoencoder } from "../models/autoencoder.ts";
import { type ConditionalVae, conditionalVae } from "../models/conditional-vae.ts";
import { type Corruption, gaussianNoise, maskingNoise } from "../models/corruption.ts";
import { type HierarchicalVae, hierarchicalVae } from "../models/hierarchical-vae.ts";
import type { Autoencoder, FamilyVae, Vae, VariationalModel } from "../models/model.ts";
import { withMixturePrior } from "../models/priors/with-mixture-prior.ts";
import { withVampPrior } from "../models/priors/with-vamp-prior.ts";
import { vae } from "../models/vae.ts";
import { requireOptions } from "../options.ts";
import { withBatchNormalisedMean } from "../posteriors/batch-normalised-mean.ts";
import { withCommittedRate } from "../posteriors/committed-rate.ts";
import { perObservation } from "../posteriors/per-observation.ts";
import { semiAmortised } from "../posteriors/semi-amortised.ts";
import { withVarianceFloor } from "../posteriors/variance-floor.ts";
import { networkOptionsOf } from "./build-networks.ts";
import { entryOf, type MakersByKind, makeByKind } from "./by-kind.ts";
import type {
  AutoencoderDescription,
  BernoulliVaeDescription,
  CategoricalVaeDescription,
  ConditionDescription,
  CorruptionDescription,
  DenoisingAutoencoderDescription,
  LearnedPriorVaeDescription,
  ModelDescription,
  NormalVaeDescription,
  PosteriorDescription,
  PriorDescription,
  TwoLayerVaeDescription,
} from "./model-description.ts";
import { requireCondition } from "./require-condition.ts";

/** A model that a description can describe. */
export type DescribedModel = FamilyVae | LearnedPriorVae | HierarchicalVae | Autoencoder;

/** A VAE with a diagonal normal posterior and a learned prior. */
export interface LearnedPriorVae extends VariationalModel<Normal, Prior> {}

const constraints: MakersByKind<PosteriorDescription, (model: Vae) => Vae> = {
  "committed-rate": (options) => (model) => withCommittedRate(model, options),
  "batch-normalised-mean": (options) => (model) => withBatchNormalisedMean(model, options),
  "variance-floor": (options) => (model) => withVarianceFloor(model, options),
  "semi-amortised": (options) => (model) => semiAmortised(model, options),
  "per-observation": (options) => (model) => perObservation(model, options),
};

const priors: MakersByKind<PriorDescription, (model: Vae) => LearnedPriorVae> = {
  mixture: (options) => (model) => withMixturePrior(model, options),
  vamp: (options) => (model) => withVampPrior(model, options),
};

const corruptions: MakersByKind<CorruptionDescription, Corruption> = {
  gaussian: gaussianNoise,
  masking: maskingNoise,
};

const networkKeys = {
  kind: "required",
  sample: "required",
  transform: "optional",
  latentSize: "required",
  hidden: "required",
  likelihood: "required",
  encoder: "optional",
  decoder: "optional",
  initialisation: "optional",
} as const;
const vaeKeys = { ...networkKeys, family: "required" } as const;

const conditional = (
  description: NormalVaeDescription,
  condition: ConditionDescription,
): ConditionalVae => {
  requireCondition(condition);
  const { posterior, maxLogVariance } = description;
  if (posterior !== undefined)
    throw new RangeError(
      `cannot build a conditional model with a posterior: it is the encoder's own (got posterior.kind ${shown(posterior.kind)}); leave out the posterior or the condition`,
    );
  const { classes } = condition;
  return conditionalVae({
    ...networkOptionsOf(description),
    maxLogVariance,
    classes: classes.length,
  });
};

/** @throws RangeError for parts whose meaning rests on the prior N(0, I) */
const requireLearnable = ({ posterior, condition }: LearnedPriorVaeDescription): void => {
  if (condition !== undefined)
    throw new RangeError(
      "cannot build a conditional model with a learned prior: its prior does not depend on the class (got a condition); leave out the condition or the prior",
    );
  const kind: string = posterior?.kind ?? "variance-floor";
  if (kind !== "variance-floor")
    throw new RangeError(
      `cannot build a model with a learned prior and this posterior: it must be the encoder's own, or of kind variance-floor (got posterior.kind ${shown(kind)}); leave out the posterior or the prior`,
    );
};

const normalVae = (
  description: NormalVaeDescription | LearnedPriorVaeDescription,
): Vae | LearnedPriorVae => {
  requireOptions("the description of a model", description, {
    ...vaeKeys,
    prior: "optional",
    posterior: "optional",
    condition: "optional",
    maxLogVariance: "optional",
  });
  const { prior, posterior, condition, maxLogVariance } = description;
  if (prior !== undefined) requireLearnable(description);
  if (prior === undefined && condition !== undefined) return conditional(description, condition);
  const model = vae({ ...networkOptionsOf(description), maxLogVariance });
  const constrained =
    posterior === undefined ? model : makeByKind("posterior", constraints, posterior)(model);
  return prior === undefined ? constrained : makeByKind("prior", priors, prior)(constrained);
};

const twoLayerVae = (description: TwoLayerVaeDescription): HierarchicalVae => {
  requireOptions("the description of a model", description, {
    ...vaeKeys,
    topSize: "required",
    between: "optional",
    maxLogVariance: "optional",
  });
  const { topSize, between = [], maxLogVariance } = description;
  return hierarchicalVae({ ...networkOptionsOf(description), topSize, between, maxLogVariance });
};

const bernoulliVae = (description: BernoulliVaeDescription): FamilyVae<"bernoulli"> => {
  requireOptions("the description of a model", description, { ...vaeKeys, prior: "optional" });
  const { prior = "standard" } = description;
  return vae({ ...networkOptionsOf(description), family: families.bernoulli, prior });
};

const categoricalVae = (description: CategoricalVaeDescription): FamilyVae<"categorical"> => {
  requireOptions("the description of a model", description, {
    ...vaeKeys,
    classes: "required",
    prior: "optional",
  });
  const { classes, prior = "standard" } = description;
  return vae({ ...networkOptionsOf(description), family: families.categorical, classes, prior });
};

const plainAutoencoder = (description: AutoencoderDescription): Autoencoder => {
  requireOptions("the description of a model", description, networkKeys);
  return autoencoder(networkOptionsOf(description));
};

const denoising = (description: DenoisingAutoencoderDescription): Autoencoder => {
  requireOptions("the description of a model", description, {
    ...networkKeys,
    corruption: "required",
  });
  return denoisingAutoencoder({
    ...networkOptionsOf(description),
    corruption: makeByKind("corruption", corruptions, description.corruption),
  });
};

type Builder = (description: never) => DescribedModel;

const vaes: Record<string, Builder> = {
  normal: normalVae,
  "two-layers": twoLayerVae,
  bernoulli: bernoulliVae,
  categorical: categoricalVae,
};

const builders: Record<string, Builder> = {
  vae: (description: NormalVaeDescription) =>
    entryOf("family", vaes, description.family)(description as never),
  autoencoder: plainAutoencoder,
  "denoising-autoencoder": denoising,
};

/**
 * Builds the model of a description, without parameters: `init` draws new ones, and `loadModel` takes
 * them from a checkpoint.
 * @throws RangeError for a kind, a name or a number that the description must not have
 * @throws TypeError for a key that is missing or unknown
 */
export function buildModel(description: NormalVaeDescription): Vae;
export function buildModel(description: LearnedPriorVaeDescription): LearnedPriorVae;
export function buildModel(description: TwoLayerVaeDescription): HierarchicalVae;
export function buildModel(description: BernoulliVaeDescription): FamilyVae<"bernoulli">;
export function buildModel(description: CategoricalVaeDescription): FamilyVae<"categorical">;
export function buildModel(
  description: AutoencoderDescription | DenoisingAutoencoderDescription,
): Autoencoder;
export function buildModel(description: ModelDescription): DescribedModel;
export function buildModel(description: ModelDescription): DescribedModel {
  return entryOf("kind", builders, description?.kind)(description as never);
}
