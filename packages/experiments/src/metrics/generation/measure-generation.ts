import { decode } from "@vae-lab/core";
import { drawData } from "@vae-lab/core/evaluation";
import { isConditional } from "@vae-lab/core/models";
import type { Metrics } from "../../trial/trial-events.ts";
import { decoderOf, decodeWithLabels, labelledRows, labelsAt } from "../labelled-rows.ts";
import { hasSmoothDecoder, type Measurement, type Measurements, shared } from "../measurement.ts";
import { rowsAt, spacedIndices } from "../spaced-rows.ts";
import { meanEstimate, withError } from "../with-error.ts";
import { classEntropy, classesOf, modesCovered } from "./class-spread.ts";
import { type CodeSource, codeSources } from "./code-sources.ts";
import { pathShape, straightPaths } from "./decoded-path.ts";
import { featureSpace } from "./feature-space.ts";
import { frechetDistance } from "./frechet-distance.ts";
import { neighbourDistances, type Points } from "./nearest-neighbours.ts";
import { nearestTrainingRatio } from "./nearest-training.ts";
import { defaultNeighbours, precisionRecall } from "./precision-recall.ts";

/** Rows of the test set, and generated rows, that are compared. */
const compared = 1000;
/** Training rows whose codes are fitted, and that classify generated rows. */
const trainingRows = 5000;

const merged = (parts: readonly Metrics[]): Metrics => Object.assign({}, ...parts);

/** Of draws from p(x|z), where the others are of E[x|z]. */
const drawsSuffix = "_draws";
const suffixes: Readonly<Record<CodeSource, string>> = {
  prior: "",
  own: "_own_codes",
  gaussian: "_gaussian_codes",
  mixture: "_mixture_codes",
};

/** Pairs of test rows between whose codes decoded paths lead. */
const paths = 64;

/**
 * How evenly decoded rows change on straight lines between the codes of pairs of test rows; absent for a
 * conditional model, which decodes the codes of one class.
 */
const pathMetrics: Measurement = (of) => {
  const {
    trained,
    evaluation: { means },
    run,
  } = of;
  if (!hasSmoothDecoder(of) || isConditional(trained.model)) return {};
  const { latentSize: K, dataSize: D } = trained.model;
  const pairs = Math.min(paths, Math.floor(means.length / K / 2));
  const [from, to] = [means.subarray(0, pairs * K), means.subarray(pairs * K, 2 * pairs * K)];
  const { jump, length } = pathShape(decode(trained, straightPaths(from, to, K), { run }), D);
  return { ...withError("test/path_jump", jump), ...withError("test/path_length", length) };
};

/** What the points of a set of generated rows have in common with those of unseen data. */
const coverageMetrics = (
  suffix: string,
  unseen: Points,
  generated: Points,
  balls: Float32Array,
): Metrics =>
  Object.assign(
    {},
    ...Object.entries(precisionRecall(unseen, generated, defaultNeighbours, balls)).map(
      ([name, estimate]) => withError(`test/${name}${suffix}`, estimate),
    ),
    withError(`test/frechet_distance${suffix}`, frechetDistance(unseen, generated)),
  );

/** Test rows and training rows as points of the feature space. */
const pointsOf = shared(({ training, test, shape }) => {
  const D = test.values.length / test.size;
  const heldAt = spacedIndices(test.size, compared);
  const knownAt = spacedIndices(training.size, trainingRows);
  const held = rowsAt(test.values, D, heldAt);
  const space = featureSpace(held, shape);
  const unseen = space(held);
  return {
    space,
    count: heldAt.length,
    knownAt,
    unseen: { ...unseen, labels: labelsAt(test.labels, heldAt) },
    seen: {
      ...space(rowsAt(training.values, D, knownAt)),
      labels: labelsAt(training.labels, knownAt),
    },
    balls: neighbourDistances(unseen, defaultNeighbours),
  };
});

/** Decoded codes from the prior, and draws from p(x|z) at them. */
const generatedOf = shared((of) => {
  const { trained, test, evaluation, rng } = of;
  const { space, count } = pointsOf(of);
  const priorCodes = evaluation.priorCodes.subarray(0, count * trained.model.latentSize);
  const priorLabels = evaluation.priorLabels?.subarray(0, count);
  const drawn = labelledRows(trained.model, priorCodes, priorLabels);
  return {
    fromPrior: space(evaluation.samples.subarray(0, (count * test.values.length) / test.size)),
    draws: space(drawData(decoderOf(trained), drawn, rng.fold("draws"))),
  };
});

const coverage: Measurement = (of) => {
  const { unseen, balls } = pointsOf(of);
  const { fromPrior, draws } = generatedOf(of);
  return {
    ...coverageMetrics(suffixes.prior, unseen, fromPrior, balls),
    ...coverageMetrics(drawsSuffix, unseen, draws, balls),
  };
};

const coverageBySource: Measurement = (of) => {
  const { trained, rng, run } = of;
  const { space, knownAt, count, unseen, balls } = pointsOf(of);
  return merged(
    codeSources(of, knownAt, count, rng.fold("code sources")).map(({ source, z, labels }) =>
      coverageMetrics(
        suffixes[source],
        unseen,
        space(decodeWithLabels(trained, z, labels, { run })),
        balls,
      ),
    ),
  );
};

const distanceToTraining: Measurement = (of) => {
  const { unseen, seen } = pointsOf(of);
  return withError(
    "test/nearest_training_ratio",
    nearestTrainingRatio(generatedOf(of).fromPrior, unseen, seen),
  );
};

type Labelled = Points & { readonly labels: readonly number[] };

const isLabelled = (points: Points & { readonly labels?: unknown }): points is Labelled =>
  points.labels !== undefined;

/** The classes of generated rows, by their neighbours in the training set. */
const classMetrics = (suffix: string, generated: Points, training: Labelled): Metrics => {
  const classes = classesOf(generated, training);
  return {
    ...withError(`test/class_entropy${suffix}`, classEntropy(classes)),
    ...withError(`test/classes_covered${suffix}`, modesCovered(classes, training.labels)),
  };
};

const classifierAccuracy = (unseen: Labelled, training: Labelled): Metrics => {
  const found = classesOf(unseen, training);
  const correct = unseen.labels.map((label, i) => (label === found[i] ? 1 : 0));
  return withError("test/classifier_accuracy", meanEstimate(correct));
};

/** The classes of generated rows; absent without labels. */
const classes: Measurement = (of) => {
  const { unseen, seen } = pointsOf(of);
  if (!isLabelled(unseen) || !isLabelled(seen)) return {};
  const { fromPrior, draws } = generatedOf(of);
  return {
    ...classMetrics("", fromPrior, seen),
    ...classMetrics(drawsSuffix, draws, seen),
    ...classifierAccuracy(unseen, seen),
  };
};

/**
 * How the rows that a model generates cover the test set, in a fixed feature space. Rows are E[x|z], and
 * for codes from the prior also draws from p(x|z), the samples of the model itself: an autoregressive
 * decoder that ignores z has one mean, and draws that differ. Codes come from the prior and, to tell where a lack of recall comes from, from the model's own codes of training rows
 * and from a normal and a normal mixture fitted to them.
 */
export const generationMeasurements: Measurements = {
  "coverage of samples": coverage,
  "coverage of other codes": coverageBySource,
  "decoded paths": pathMetrics,
  "distance to training rows": distanceToTraining,
  "classes of samples": classes,
};
