import { decode } from "@vae-lab/core";
import type { Metrics } from "../../trial/trial-events.ts";
import type { Measured, Measurement } from "../measurement.ts";
import { rowsAt, spacedIndices } from "../spaced-rows.ts";
import { meanEstimate, withError } from "../with-error.ts";
import { classEntropy, classesOf, modesCovered } from "./class-spread.ts";
import { type CodeSource, codeSources } from "./code-sources.ts";
import { featureSpace } from "./feature-space.ts";
import { frechetDistance } from "./frechet-distance.ts";
import { neighbourDistances, type Points } from "./nearest-neighbours.ts";
import { nearestTrainingRatio } from "./nearest-training.ts";
import { defaultNeighbours, precisionRecall } from "./precision-recall.ts";

/** Rows of the test set, and generated rows, that are compared. */
const compared = 1000;
/** Training rows whose codes are fitted, and that classify generated rows. */
const trainingRows = 5000;

const suffixes: Readonly<Record<CodeSource, string>> = {
  prior: "",
  own: "_own_codes",
  gaussian: "_gaussian_codes",
  mixture: "_mixture_codes",
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

/** The classes of rows that the prior generates, by their neighbours in the training set. */
const classMetrics = (
  generated: Points,
  unseen: Points & { readonly labels: readonly number[] },
  training: Points & { readonly labels: readonly number[] },
): Metrics => {
  const classes = classesOf(generated, training);
  const found = classesOf(unseen, training);
  const correct = unseen.labels.map((label, i) => (label === found[i] ? 1 : 0));
  return {
    ...withError("test/class_entropy", classEntropy(classes)),
    ...withError("test/classes_covered", modesCovered(classes, training.labels)),
    ...withError("test/classifier_accuracy", meanEstimate(correct)),
  };
};

/**
 * How the rows that a model generates cover the test set, in a fixed feature space. Codes come from the
 * prior and, to tell where a lack of recall comes from, from the model's own codes of training rows
 * and from a normal and a normal mixture fitted to them.
 */
export const measureGeneration: Measurement = (of: Measured): Metrics => {
  const { trained, training, test, shape, run, evaluation, rng } = of;
  const { dataSize: D } = trained.model;
  const labelsAt = ({ labels }: Measured["test"], indices: readonly number[]) =>
    labels && indices.map((index) => labels[index] as number);
  const heldAt = spacedIndices(test.size, compared);
  const knownAt = spacedIndices(training.size, trainingRows);
  const known = rowsAt(training.values, D, knownAt);
  const held = rowsAt(test.values, D, heldAt);
  const space = featureSpace(held, shape);
  const [unseen, seen] = [space(held), space(known)];
  const balls = neighbourDistances(unseen, defaultNeighbours);
  const count = heldAt.length;
  const fromPrior = space(evaluation.samples.subarray(0, count * D));

  const bySource = codeSources(of, known, count, rng.fold("code sources")).map(({ source, z }) =>
    coverageMetrics(suffixes[source], unseen, space(decode(trained, z, { run })), balls),
  );
  const [heldLabels, knownLabels] = [labelsAt(test, heldAt), labelsAt(training, knownAt)];
  return Object.assign(
    {},
    coverageMetrics(suffixes.prior, unseen, fromPrior, balls),
    ...bySource,
    withError("test/nearest_training_ratio", nearestTrainingRatio(fromPrior, unseen, seen)),
    heldLabels &&
      knownLabels &&
      classMetrics(fromPrior, { ...unseen, labels: heldLabels }, { ...seen, labels: knownLabels }),
  );
};
