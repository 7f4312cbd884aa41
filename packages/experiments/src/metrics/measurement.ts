import type { Model, Rng, TrainedModel } from "@vae-lab/core";
import type { SampleShape } from "@vae-lab/core/data";
import type { RunEvalFunction } from "@vae-lab/core/evaluation";
import type { TrialConfig } from "../config/trial-config.ts";
import type { Split } from "../datasets/dataset.ts";
import type { Metrics } from "../trial/trial-events.ts";
import type { Evaluation } from "./evaluate.ts";

/** A trained model with what the measurements at the end of a trial share. */
export interface Measured {
  readonly trained: TrainedModel<Model>;
  readonly config: TrialConfig;
  readonly training: Split;
  readonly test: Split;
  readonly shape: SampleShape;
  /** The evaluation of the same model in its last epoch. */
  readonly evaluation: Evaluation;
  readonly rng: Rng;
  readonly run: RunEvalFunction;
}

/** Measures some properties of a model. Metrics that do not apply to it are absent. */
export type Measurement = (of: Measured) => Metrics;

/** The measurements of a group, by what they measure. */
export type Measurements = Readonly<Record<string, Measurement>>;

/** The part of what is measured that is the same for all models of a data set. */
type Data = Pick<Measured, "training" | "test" | "shape">;

/** A value that depends on the data alone, kept for the next model as long as the data are. */
export const sharedByData = <T>(make: (data: Data) => T): ((data: Data) => T) => {
  const known = new WeakMap<Float32Array, { readonly test: Float32Array; readonly value: T }>();
  return ({ training, test, shape }) => {
    const last = known.get(training.values);
    if (last?.test === test.values) return last.value;
    const value = make({ training, test, shape });
    known.set(training.values, { test: test.values, value });
    return value;
  };
};

/** A value that several measurements of one model need: the first that asks makes it. */
export const shared = <T>(make: (of: Measured) => T): ((of: Measured) => T) => {
  const known = new WeakMap<Measured, { readonly value: T }>();
  return (of) => {
    const found = known.get(of) ?? { value: make(of) };
    known.set(of, found);
    return found.value;
  };
};

/** Whether the codes of a config are bits or classes, which have no normal distribution fitted to them. */
export const hasDiscreteCodes = ({ model }: TrialConfig): boolean =>
  model.kind === "vae" && model.codes !== undefined && model.codes.kind !== "two-layers";

/**
 * Whether codes are real numbers that the mean of p(x|z) depends on smoothly and at once: not discrete
 * codes, nor an autoregressive decoder, whose mean is drawn pixel by pixel.
 */
export const hasSmoothDecoder = ({ config }: Measured): boolean =>
  !hasDiscreteCodes(config) &&
  !(config.model.kind === "vae" && config.model.decoder === "autoregressive");

/** The units that the decoder sees: all, or the lower of two layers, which come first in a code. */
export const decodedUnits = ({ config: { model }, trained }: Measured): number =>
  model.kind === "vae" && model.codes?.kind === "two-layers"
    ? model.latent
    : trained.model.latentSize;

/** Whether an encoder gives q(z|x). Without one, each evaluation of q is an optimisation. */
export const hasEncoder = ({ model }: TrialConfig): boolean =>
  !(model.kind === "vae" && model.posterior?.kind === "per-observation");
