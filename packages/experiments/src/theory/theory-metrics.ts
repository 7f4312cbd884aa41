import { sampleLength } from "@vae-lab/core/data";
import type { TrialConfig } from "../config/trial-config.ts";
import type { Dataset } from "../datasets/dataset.ts";
import { memberKeyOf } from "../metrics/registry/metric-info.ts";
import type { Metrics } from "../trial/trial-events.ts";
import { savedSpectrum } from "./saved-spectrum.ts";
import { isPredictable, predictTrial, type TrialPrediction } from "./trial-prediction.ts";

/** The largest D whose spectrum is computed for a trial; at 784 values it takes about 15 s. */
const maxPredictedSize = 1024;

const members = (series: string, values: readonly number[]): [string, number][] =>
  values.map((value, k) => [memberKeyOf(series, k), value]);

/** A prediction as metrics, by the keys of the registry. Numbers that are not finite are left out. */
export const theoryMetricsOf = (prediction: TrialPrediction): Metrics => {
  const { onsetBeta, unstableDirections, tau, onsetTaus, linear } = prediction;
  const entries: [string, number][] = [
    ["theory/tau", tau],
    ["theory/onset_beta", onsetBeta],
    ["theory/unstable_directions", unstableDirections],
    ...members("theory/onset_tau", onsetTaus),
  ];
  if (linear !== undefined)
    entries.push(
      ["theory/active_units", linear.activeUnits],
      ["theory/rate", linear.rate],
      ["theory/squared_error", linear.distortion],
      ["theory/reconstruction", linear.elbo + linear.rate],
      ["theory/log_likelihood", linear.logLikelihood],
      ["theory/elbo", linear.elbo],
      ...members("theory/unit_rate", linear.unitRates),
      ...members("theory/mode_gain", linear.gains),
    );
  return Object.fromEntries(entries.filter(([, value]) => Number.isFinite(value)));
};

/**
 * What linear theory predicts of a trial on its data, as metrics; none of what it does not cover. The
 * spectrum of the data is read from the workspace, or computed once and saved there.
 */
export const theoryMetrics = async (
  config: TrialConfig,
  data: Dataset,
  workspacePath: string,
): Promise<Metrics> => {
  if (!isPredictable(config) || sampleLength(data.shape) > maxPredictedSize) return {};
  const prediction = predictTrial(config, await savedSpectrum(workspacePath, data));
  return prediction === undefined ? {} : theoryMetricsOf(prediction);
};
