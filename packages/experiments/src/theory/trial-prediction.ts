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
  /** The optimum of a linear VAE in the trial's place; absent where it has no closed form. */
  readonly linear?: Prediction;
}

type Model = TrialConfig["model"];

/** The training criterion is beta times a regulariser, and beta is constant. */
const regularised = ({ dataset, model, objective }: TrialConfig) => {
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

const unstable = (
  values: readonly number[],
  curvature: number,
  tau: number,
  latentSize: number,
): number => Math.min(latentSize, values.filter((value) => value > curvature * tau).length);

const gaussianPrediction = (
  eigenvalues: readonly number[],
  { beta, latentSize, theory }: { beta: number; latentSize: number; theory: RegulariserTheory },
  variance: number,
): TrialPrediction => {
  const { curvature, unit } = theory;
  return {
    onsetBeta: (eigenvalues[0] ?? 0) / (variance * curvature),
    unstableDirections: unstable(eigenvalues, curvature, beta * variance, latentSize),
    ...(unit && { linear: predict({ eigenvalues, beta, variance, latentSize, unit }) }),
  };
};

const usesDenseDecoder = (model: Model): boolean =>
  model.kind === "vae" && (model.decoder === undefined || model.decoder === "dense");

/**
 * Predicts a trial from the spectrum of its training data: for Gaussian likelihoods the onset of
 * collapse and the linear optimum, for Bernoulli logits the onset alone. Undefined for what the theory
 * does not cover: bounds of importance weights, dynamic binarisation, schedules, constrained posteriors, codes other
 * than one normal layer, learned priors, conditional models, decoders other than dense ones, other likelihoods.
 */
export const predictTrial = (
  config: TrialConfig,
  spectrum: DataSpectrum,
): TrialPrediction | undefined => {
  const setting = regularised(config);
  if (setting === undefined || !usesDenseDecoder(config.model)) return undefined;
  const variance = varianceOf(config, spectrum, setting.beta);
  if (variance !== undefined) return gaussianPrediction(spectrum.eigenvalues, setting, variance);
  const { bernoulliEigenvalues } = spectrum;
  if (config.model.likelihood.kind !== "bernoulli" || bernoulliEigenvalues === undefined)
    return undefined;
  const { curvature } = setting.theory;
  return {
    onsetBeta: (bernoulliEigenvalues[0] ?? 0) / curvature,
    unstableDirections: unstable(bernoulliEigenvalues, curvature, setting.beta, setting.latentSize),
  };
};
