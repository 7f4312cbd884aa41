import { decode } from "@vae-lab/core";
import { drawData } from "@vae-lab/core/evaluation";
import { isConditional } from "@vae-lab/core/models";
import type { Metrics } from "../../trial/trial-events.ts";
import { decoderOf, decodeWithLabels, labelledRows, labelsAt } from "../labelled-rows.ts";
import {
  hasSmoothDecoder,
  type Measurement,
  type Measurements,
  shared,
  sharedByData,
} from "../measurement.ts";
import { rowsAt, spacedIndices } from "../spaced-rows.ts";
import { meanEstimate, withError } from "../with-error.ts";
import { classEntropy, classesOf, modesCovered, voters } from "./class-spread.ts";
import { type CodeSource, codeSources } from "./code-sources.ts";
import { pathShape, straightPaths } from "./decoded-path.ts";
import { featureSpace } from "./feature-space.ts";
import { frechetDistance, frechetReference } from "./frechet-distance.ts";
import {
  type Neighbours,
  nearestOf,
  neighbourDistances,
  type Points,
} from "./nearest-neighbours.ts";
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
  { unseen, balls, reference }: ReturnType<typeof pointsOf>,
  generated: Points,
): Metrics =>
  Object.assign(
    {},
    ...Object.entries(precisionRecall(unseen, generated, defaultNeighbours, balls)).map(
      ([name, estimate]) => withError(`test/${name}${suffix}`, estimate),
    ),
    withError(`test/frechet_distance${suffix}`, frechetDistance(reference, generated)),
  );

/** Test rows and training rows as points of the feature space. */
const pointsOf = sharedByData(({ training, test, shape }) => {
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
    unseen,
    unseenLabels: labelsAt(test.labels, heldAt),
    seen: space(rowsAt(training.values, D, knownAt)),
    seenLabels: labelsAt(training.labels, knownAt),
    balls: neighbourDistances(unseen, defaultNeighbours),
    reference: frechetReference(unseen),
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
  const { fromPrior, draws } = generatedOf(of);
  return {
    ...coverageMetrics(suffixes.prior, pointsOf(of), fromPrior),
    ...coverageMetrics(drawsSuffix, pointsOf(of), draws),
  };
};

const coverageBySource: Measurement = (of) => {
  const { trained, rng, run } = of;
  const { space, knownAt, count } = pointsOf(of);
  return merged(
    codeSources(of, knownAt, count, rng.fold("code sources")).map(({ source, z, labels }) =>
      coverageMetrics(
        suffixes[source],
        pointsOf(of),
        space(decodeWithLabels(trained, z, labels, { run })),
      ),
    ),
  );
};

/** The nearest training rows of test rows and of generated rows. */
const neighboursOf = shared((of) => {
  const { unseen, seen } = pointsOf(of);
  const { fromPrior, draws } = generatedOf(of);
  const nearest = (points: Points) => nearestOf(points, seen, voters);
  return { unseen: nearest(unseen), fromPrior: nearest(fromPrior), draws: nearest(draws) };
});

const distanceToTraining: Measurement = (of) => {
  const { unseen, fromPrior } = neighboursOf(of);
  return withError("test/nearest_training_ratio", nearestTrainingRatio(fromPrior, unseen));
};

/** The classes of generated rows, by their neighbours in the training set. */
const classMetrics = (
  suffix: string,
  generated: Neighbours,
  labels: readonly number[],
): Metrics => {
  const classes = classesOf(generated, labels);
  return {
    ...withError(`test/class_entropy${suffix}`, classEntropy(classes)),
    ...withError(`test/classes_covered${suffix}`, modesCovered(classes, labels)),
  };
};

/** The classes of generated rows, and how well neighbours tell those of test rows; absent without labels. */
const classes: Measurement = (of) => {
  const { unseenLabels, seenLabels } = pointsOf(of);
  if (unseenLabels === undefined || seenLabels === undefined) return {};
  const { unseen, fromPrior, draws } = neighboursOf(of);
  const found = classesOf(unseen, seenLabels);
  const correct = unseenLabels.map((label, i) => (label === found[i] ? 1 : 0));
  return {
    ...classMetrics(suffixes.prior, fromPrior, seenLabels),
    ...classMetrics(drawsSuffix, draws, seenLabels),
    ...withError("test/classifier_accuracy", meanEstimate(correct)),
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
