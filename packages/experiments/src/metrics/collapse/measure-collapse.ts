import { codes } from "@vae-lab/core";
import { aggregatePosterior, decoderSensitivity, type Estimate } from "@vae-lab/core/evaluation";
import { mean as meanOf } from "@vae-lab/statistics";
import type { Metrics } from "../../trial/trial-events.ts";
import { isNormalVae } from "../kinds-of-models.ts";
import { decoderOf, labelledRows, labelsAt, modelRowsAt } from "../labelled-rows.ts";
import {
  decodedUnits,
  hasSmoothDecoder,
  type Measured,
  type Measurement,
  type Measurements,
} from "../measurement.ts";
import { memberKeyOf } from "../registry/metric-info.ts";
import { rowsAt, spacedIndices } from "../spaced-rows.ts";
import { meanEstimate, withError } from "../with-error.ts";
import { maskedImages, occludedImages } from "./corrupted-rows.ts";
import { inferenceLag } from "./inference-lag.ts";
import { probeAccuracies, probeAccuracy } from "./linear-probe.ts";

/** Test rows whose q(z|x) make up the aggregate posterior. */
const rowsOfAggregate = 1000;
const rowsOfSensitivity = 200;
const rowsOfLag = 64;
const labelsOfProbes = [100, 10_000] as const;
/** Test rows that probes are judged by. */
const rowsOfProbes = 5000;
/** Test images that are corrupted. */
const rowsOfCorruption = 1000;

const merged = (parts: readonly Metrics[]): Metrics => Object.assign({}, ...parts);

const column = (values: Float32Array, width: number, k: number): Float32Array => {
  const own = new Float32Array(values.length / width);
  for (let n = 0; n < own.length; n++) own[n] = values[n * width + k] as number;
  return own;
};

/** The rates of units, the largest first. */
const sortedRates: Measurement = ({ test, evaluation: { unitRates } }) => {
  if (unitRates === undefined) return {};
  const units = unitRates.length / test.size;
  const rates = Array.from({ length: units }, (_, k) => meanEstimate(column(unitRates, units, k)));
  return merged(
    rates
      .sort((a, b) => b.value - a.value)
      .map((rate, k) => withError(memberKeyOf("test/unit_rate_sorted", k), rate)),
  );
};

/** The variance of q(z) of each unit: 1 where it follows N(0, 1). */
const aggregateVariances: Measurement = ({ trained, evaluation: { means, logVariances } }) => {
  if (!isNormalVae(trained)) return {};
  const { latentSize: K } = trained.model;
  const own = (k: number): Estimate => {
    const mean = column(means, K, k);
    const centre = meanOf(mean);
    const variance = column(logVariances ?? new Float32Array(means.length), K, k);
    return meanEstimate(mean.map((m, n) => (m - centre) ** 2 + Math.exp(variance[n] as number)));
  };
  return merged(
    Array.from({ length: K }, (_, k) => withError(memberKeyOf("test/unit_variance", k), own(k))),
  );
};

/** I(x; z) and KL(q(z)‖p(z)), each between two bounds. */
const information: Measurement = ({ trained, test, rng, run }) => {
  if (!isNormalVae(trained)) return {};
  const x = modelRowsAt(trained.model, test, spacedIndices(test.size, rowsOfAggregate));
  const { mutualInformation, jointKl, rate } = aggregatePosterior(trained, x, {
    rng: rng.fold("information"),
    run,
  });
  const { upper, ceiling } = mutualInformation;
  const most = upper.value < rate ? upper : { ...upper, value: rate };
  return {
    ...withError("test/mutual_information_lower", mutualInformation),
    ...withError("test/mutual_information_upper", most),
    "test/mutual_information_ceiling": ceiling,
    "test/aggregate_kl_lower": jointKl.lower,
    ...withError("test/aggregate_kl_upper", jointKl.upper),
  };
};

/** How far the encoder lags behind the best q of each row. */
const lags: Measurement = ({ trained, test, rng, run }) => {
  if (!isNormalVae(trained)) return {};
  const rows = modelRowsAt(trained.model, test, spacedIndices(test.size, rowsOfLag));
  const lag = inferenceLag(trained, rows, { rng: rng.fold("lag"), run });
  return {
    ...withError("test/inference_lag", lag.gain),
    ...withError("test/inference_lag_distance", lag.distance),
  };
};

/** How much each unit moves the decoded mean, at codes of test rows. */
const sensitivities: Measurement = (of) => {
  if (!hasSmoothDecoder(of)) return {};
  const { trained, test, evaluation, run } = of;
  const K = trained.model.latentSize;
  const units = decodedUnits(of);
  const codesOfRows = evaluation.codes.subarray(0, rowsOfSensitivity * K);
  const labels = test.labels?.subarray(0, codesOfRows.length / K);
  const decoder = decoderOf(trained);
  const z = labelledRows(trained.model, codesOfRows, labels);
  const all = decoderSensitivity(decoder, z, { run });
  // The labels of a conditional model, or the upper layer of two, follow the units
  const found = all.filter((_, i) => i % decoder.model.latentSize < units);
  const own = Array.from({ length: units }, (_, k) =>
    withError(memberKeyOf("test/unit_sensitivity", k), meanEstimate(column(found, units, k))),
  );
  const rows = Float64Array.from({ length: found.length / units }, (_, n) =>
    meanOf(found.subarray(n * units, (n + 1) * units)),
  );
  return merged([...own, withError("test/decoder_sensitivity", meanEstimate(rows))]);
};

/** Test images with pixels masked and occluded, as the model takes them; none of vectors. */
const corruptedRows = ({ trained, test, shape, rng }: Measured) => {
  if (shape.kind === "vector") return {};
  const at = spacedIndices(test.size, rowsOfCorruption);
  const images = rowsAt(test.values, test.values.length / test.size, at);
  const rows = (corrupt: typeof maskedImages, name: string) => ({
    at,
    rows: labelledRows(
      trained.model,
      corrupt(images, shape, rng.fold(name)),
      labelsAt(test.labels, at),
    ),
  });
  return {
    masked: rows(maskedImages, "masked"),
    occluded: rows(occludedImages, "occluded"),
  };
};

/** What a linear classifier reads from E[z|x]; absent without labels. */
const probes: Measurement = (of) => {
  const { trained, training, test, evaluation, run } = of;
  const { latentSize: width } = trained.model;
  const [known, asked] = [training.labels, test.labels];
  if (known === undefined || asked === undefined) return {};
  const trainingAt = spacedIndices(training.size, Math.max(...labelsOfProbes));
  const testAt = spacedIndices(test.size, rowsOfProbes);
  const own = {
    values: codes(trained, modelRowsAt(trained.model, training, trainingAt), { run }).mean,
    width,
    labels: trainingAt.map((n) => known[n] as number),
  };
  const unseen = (values: Float32Array, at: readonly number[]) => ({
    values,
    width,
    labels: at.map((n) => asked[n] as number),
  });
  const clean = unseen(rowsAt(evaluation.means, width, testAt), testAt);
  const corrupted = Object.entries(corruptedRows(of)).map(([name, { rows, at }]) => ({
    name,
    set: unseen(codes(trained, rows, { run }).mean, at),
  }));
  const [few, many] = labelsOfProbes;
  const [accuracy, ...accuracies] = probeAccuracies(
    own,
    [clean, ...corrupted.map(({ set }) => set)],
    many,
  );
  return merged([
    withError(`test/probe_accuracy_${few}`, probeAccuracy(own, clean, few)),
    withError(`test/probe_accuracy_${many}`, accuracy as Estimate),
    ...corrupted.map(({ name }, i) =>
      withError(`test/probe_accuracy_${name}`, accuracies[i] as Estimate),
    ),
  ]);
};

/** Whether codes say something: by unit, by information, by what the decoder and a classifier make of them. */
export const collapseMeasurements: Measurements = {
  "rates of units": sortedRates,
  "variances of q(z)": aggregateVariances,
  "mutual information": information,
  "inference lag": lags,
  "decoder sensitivity": sensitivities,
  "linear probes": probes,
};
