import { learnedVariance } from "@vae-lab/core/exact";
import type { TrialConfig } from "../config/trial-config.ts";
import type { DataSpectrum } from "./data-spectrum.ts";
import { type Prediction, predict } from "./prediction.ts";
import { type RegulariserTheory, regulariserTheory } from "./regulariser-theory.ts";

/** What the theory says of a trial. */
export interface TrialPrediction {
  /**
   * The largest beta at which the collapsed state is locally unstable, at the trial's σ² if it has one:
   * exact for any encoder and decoder with a bias. A cold start at a larger beta stays collapsed.
   */
  readonly onsetBeta: number;
  /** Directions along which the collapsed state is unstable, at most K. */
  readonly unstableDirections: number;
  /** τ = βσ² of a Gaussian likelihood; β itself for Bernoulli logits. */
  readonly tau: number;
  /**
   * The largest τ at which the collapsed state is locally unstable along each of the first K
   * eigenvectors: λ/f″(1), with λ of the pixels divided by √(p̄(1 − p̄)) for Bernoulli logits.
   */
  readonly onsetTaus: readonly number[];
  /** The optimum of a linear VAE in the trial's place; absent where it has no closed form. */
  readonly linear?: Prediction;
}

type Model = TrialConfig["model"];

/** The training criterion is beta times a regulariser, and beta is constant. */
const regularised = ({ dataset, model, objective }: TrialConfig): Setting | undefined => {
  if (dataset.binarise !== undefined) return; // the spectrum is that of grey values
  if (model.kind !== "vae" || model.codes !== undefined || model.posterior !== undefined) return;
  if (model.prior !== undefined) return; // the theory is of N(0, I)
  if (model.condition !== undefined) return; // labels explain a part of the covariance
  if (objective === undefined || objective.beta === 0 || objective.schedule !== undefined) return;
  if (objective.freeBits !== undefined || objective.capacity !== undefined) return;
  const theory = regulariserTheory(objective);
  return theory && { theory, beta: objective.beta, latentSize: model.latent };
};

const isReverseKl = ({ objective }: TrialConfig) => objective?.regulariser === "reverse-kl";

/** σ² of a Gaussian likelihood; at the linear VAE's optimum if it is learned. */
const varianceOf = (
  config: TrialConfig,
  { eigenvalues }: DataSpectrum,
  beta: number,
): number | undefined => {
  const { kind, ...likelihood } = config.model.likelihood;
  if ("variance" in likelihood) return likelihood.variance;
  const isLearned = kind === "learned-gaussian" || kind === "optimal-gaussian";
  if (!isLearned || !isReverseKl(config) || config.model.latent >= eigenvalues.length) return;
  return learnedVariance({ spectrum: eigenvalues, beta, latentSize: config.model.latent });
};

interface Setting {
  readonly theory: RegulariserTheory;
  readonly beta: number;
  readonly latentSize: number;
}

/** Where the collapsed state becomes stable, at τ = beta·`variance`. */
const onsets = (
  eigenvalues: readonly number[],
  { theory: { curvature }, beta, latentSize }: Setting,
  variance: number,
) => {
  const tau = beta * variance;
  const onsetTaus = eigenvalues.slice(0, latentSize).map((lambda) => lambda / curvature);
  return {
    onsetBeta: (onsetTaus[0] ?? 0) / variance,
    unstableDirections: onsetTaus.filter((onset) => onset > tau).length,
    tau,
    onsetTaus,
  };
};

const gaussianPrediction = (
  eigenvalues: readonly number[],
  setting: Setting,
  variance: number,
): TrialPrediction => {
  const { beta, latentSize } = setting;
  const { unit } = setting.theory;
  return {
    ...onsets(eigenvalues, setting, variance),
    ...(unit && { linear: predict({ eigenvalues, beta, variance, latentSize, unit }) }),
  };
};

const usesDenseDecoder = (model: Model): boolean =>
  model.kind === "vae" && (model.decoder === undefined || model.decoder === "dense");

const likelihoods: readonly Model["likelihood"]["kind"][] = [
  "gaussian",
  "learned-gaussian",
  "optimal-gaussian",
  "bernoulli",
];

/**
 * Whether the theory covers a config, whatever its data: not bounds of importance weights, dynamic
 * binarisation, schedules, constrained posteriors, codes other than one normal layer, learned priors,
 * conditional models, decoders other than dense ones, other likelihoods.
 */
export const isPredictable = (config: TrialConfig): boolean =>
  regularised(config) !== undefined &&
  usesDenseDecoder(config.model) &&
  likelihoods.includes(config.model.likelihood.kind);

/**
 * Predicts a trial from the spectrum of its training data: for Gaussian likelihoods the onset of
 * collapse and the linear optimum, for Bernoulli logits the onset alone. Undefined for configs that
 * are not predictable, and for data that the likelihood's theory does not fit.
 */
export const predictTrial = (
  config: TrialConfig,
  spectrum: DataSpectrum,
): TrialPrediction | undefined => {
  const setting = regularised(config);
  if (setting === undefined || !isPredictable(config)) return undefined;
  const variance = varianceOf(config, spectrum, setting.beta);
  if (variance !== undefined) return gaussianPrediction(spectrum.eigenvalues, setting, variance);
  const { bernoulliEigenvalues } = spectrum;
  if (config.model.likelihood.kind !== "bernoulli" || bernoulliEigenvalues === undefined)
    return undefined;
  return onsets(bernoulliEigenvalues, setting, 1);
};
