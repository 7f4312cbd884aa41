import type { TrialConfig } from "../../config/trial-config.ts";
import type { Split } from "../../datasets/dataset.ts";
import type { Metrics } from "../../trial/trial-events.ts";
import type { ImageShape } from "../image-planes.ts";
import {
  hasSmoothDecoder,
  type Measured,
  type Measurement,
  type Measurements,
  shared,
  sharedByData,
} from "../measurement.ts";
import { memberKeyOf } from "../registry/metric-info.ts";
import { rowsAt, spacedIndices } from "../spaced-rows.ts";
import { withError } from "../with-error.ts";
import { blurCosts } from "./blur-costs.ts";
import { edgeMetrics } from "./edge-metrics.ts";
import { eigenmodes } from "./eigenmodes.ts";
import { highFrequencyShareOf, relativeDetail } from "./high-frequencies.ts";
import { type ImageSet, imageSets, imageSetsOf } from "./image-sets.ts";
import { laplacianVariance } from "./laplacian-variance.ts";
import { modeGains, wienerGain } from "./mode-gain.ts";
import { type RadialPower, radialPower } from "./radial-power.ts";
import { meanPower, spectrumSlope } from "./spectrum-slope.ts";
import { squaredError } from "./squared-error.ts";

/** Eigenmodes of the data whose gain is measured. */
const modes = 16;
/** Training rows that the modes are computed of. */
const rowsOfModes = 5000;

/** τ = βσ² of a config that trains β·KL(q‖p) with a fixed σ², without labels, which explain a part of x. */
const tauOf = ({ model, objective }: TrialConfig): number | undefined =>
  model.kind === "vae" &&
  model.condition === undefined &&
  model.likelihood.kind === "gaussian" &&
  objective?.regulariser === "reverse-kl" &&
  objective.schedule === undefined
    ? objective.beta * model.likelihood.variance
    : undefined;

/** Rows whose best code is searched for. */
const rowsOfCosts = 100;

const merged = (parts: readonly Metrics[]): Metrics => Object.assign({}, ...parts);

/** Each set of images, and its power by frequency, which several measurements read. */
const setsOf = shared(imageSetsOf);
const powerOf = shared(
  (of): Record<ImageSet, RadialPower> =>
    Object.fromEntries(
      imageSets.map((set) => [set, radialPower(setsOf(of)[set], of.shape as ImageShape)]),
    ) as Record<ImageSet, RadialPower>,
);

const isOfImages = ({ shape }: Measured): boolean => shape.kind !== "vector";

const modesOf = sharedByData(({ training }) => {
  const D = training.values.length / training.size;
  return eigenmodes(rowsAt(training.values, D, modeRows(training)), D, modes);
});
const modeRows = ({ size }: Split) => spacedIndices(size, rowsOfModes);

const gains: Measurement = (of) => {
  const { training, config } = of;
  const sets = setsOf(of);
  const own = modesOf(of);
  const tau = tauOf(config);
  return merged([
    ...modeGains(sets.data, sets.reconstruction, own).map((gain, k) =>
      withError(memberKeyOf("test/mode_gain", k), gain),
    ),
    ...(tau === undefined
      ? []
      : own.variances.map((lambda, k) =>
          withError(
            memberKeyOf("test/mode_gain_wiener", k),
            wienerGain(lambda, tau, modeRows(training).length),
          ),
        )),
  ]);
};

const error: Measurement = (of) => {
  const { data, reconstruction } = setsOf(of);
  return withError(
    "test/squared_error",
    squaredError(data, reconstruction, of.test.values.length / of.test.size),
  );
};

const spectraOf = (set: ImageSet, power: Record<ImageSet, RadialPower>): Metrics =>
  merged([
    withError(`test/spectrum_slope_${set}`, spectrumSlope(power[set])),
    withError(`test/high_frequencies_${set}`, highFrequencyShareOf(power[set])),
    ...(set === "data"
      ? []
      : [withError(`test/detail_${set}`, relativeDetail(power[set], power.data))]),
    ...meanPower(power[set]).map((mean, k) =>
      withError(memberKeyOf(`test/power_${set}`, k + 1), mean),
    ),
  ]);

const spectra: Measurement = (of) =>
  isOfImages(of) ? merged(imageSets.map((set) => spectraOf(set, powerOf(of)))) : {};

const laplacians: Measurement = (of) =>
  isOfImages(of)
    ? merged(
        imageSets.map((set) =>
          withError(
            `test/laplacian_${set}`,
            laplacianVariance(setsOf(of)[set], of.shape as ImageShape),
          ),
        ),
      )
    : {};

/** What each part of the model costs of the data's detail. */
const costs: Measurement = (of) => {
  if (!isOfImages(of) || !hasSmoothDecoder(of)) return {};
  const { trained, test, evaluation, run } = of;
  const { latentSize: K } = trained.model;
  const D = test.values.length / test.size;
  const some = {
    x: test.values.subarray(0, rowsOfCosts * D),
    labels: test.labels?.subarray(0, rowsOfCosts),
    codes: evaluation.codes.subarray(0, rowsOfCosts * K),
  };
  const found = blurCosts(trained, some, powerOf(of), { shape: of.shape as ImageShape, run });
  return merged(Object.entries(found).map(([name, cost]) => withError(`test/blur_${name}`, cost)));
};

/** How sharp the images of a model are, by the sets of `imageSets`, and the gain of each eigenmode. */
export const blurMeasurements: Measurements = {
  "gains of eigenmodes": gains,
  "squared error": error,
  spectra,
  "Laplacian variance": laplacians,
  "costs of detail": costs,
  "edge widths": (of) => (isOfImages(of) ? edgeMetrics(of, setsOf(of)) : {}),
};
