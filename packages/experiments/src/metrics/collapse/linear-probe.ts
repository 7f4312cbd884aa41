import type { Estimate } from "@vae-lab/core/evaluation";
import { mean, standardError } from "@vae-lab/statistics";
import { meanEstimate } from "../with-error.ts";
import { logisticRegression, predicted } from "./logistic-regression.ts";

/** Codes of labelled rows, N·width. */
export interface LabelledCodes {
  readonly values: Float32Array;
  readonly width: number;
  readonly labels: readonly number[];
}

/** Gives codes in standard deviations of the training codes; units that do not vary are 0. */
const standardised = (training: LabelledCodes) => {
  const { width, values } = training;
  const count = values.length / width;
  const [means, scales] = [new Float64Array(width), new Float64Array(width)];
  for (let i = 0; i < values.length; i++)
    means[i % width] = (means[i % width] as number) + (values[i] as number) / count;
  for (let i = 0; i < values.length; i++)
    scales[i % width] =
      (scales[i % width] as number) +
      ((values[i] as number) - (means[i % width] as number)) ** 2 / count;
  return (own: LabelledCodes): LabelledCodes => ({
    ...own,
    values: own.values.map((value, i) => {
      const k = i % width;
      const deviation = Math.sqrt(scales[k] as number);
      return deviation > 1e-6 ? (value - (means[k] as number)) / deviation : 0;
    }),
  });
};

/** Whether a classifier of some rows is right about each row of other sets. */
const correctOf = (
  training: LabelledCodes,
  unseen: readonly LabelledCodes[],
  classes: number,
): number[][] => {
  const scale = standardised(training);
  const classifier = logisticRegression(scale(training), { classes });
  return unseen.map((set) => {
    const found = predicted(classifier, scale(set).values);
    return set.labels.map((label, n) => (label === found[n] ? 1 : 0));
  });
};

/** Disjoint sets of labels at most. */
const mostSets = 10;

/**
 * The accuracy on unseen rows of a linear classifier (multinomial logistic regression, penalty 1,
 * standardised codes) of `labels` training rows: how much of the class a linear map reads from codes. In
 * [0, 1]; the share of the largest class where codes say nothing. The mean over up to ten disjoint sets of
 * training rows; the standard error is over these sets and over unseen rows. NaN with fewer rows than
 * labels. It falls with the number of labels, and a code may hold the class in no linear way.
 */
export const probeAccuracy = (
  training: LabelledCodes,
  unseen: LabelledCodes,
  labels: number,
): Estimate => probeAccuracies(training, [unseen], labels)[0] as Estimate;

/** The same classifiers judged by several sets of unseen rows. */
export const probeAccuracies = (
  training: LabelledCodes,
  unseen: readonly LabelledCodes[],
  labels: number,
): Estimate[] => {
  const { width } = training;
  const sets = Math.min(mostSets, Math.floor(training.labels.length / labels));
  if (sets === 0) return unseen.map(() => ({ value: Number.NaN, standardError: Number.NaN }));
  const classes = Math.max(...training.labels, ...unseen.flatMap((set) => set.labels)) + 1;
  const correct = Array.from({ length: sets }, (_, s) => {
    const part = {
      width,
      values: training.values.subarray(s * labels * width, (s + 1) * labels * width),
      labels: training.labels.slice(s * labels, (s + 1) * labels),
    };
    return correctOf(part, unseen, classes);
  });
  return unseen.map((set, u) => {
    const found = correct.map((own) => own[u] as number[]);
    const bySet = found.map(mean);
    const overRows = meanEstimate(
      set.labels.map((_, n) => mean(found.map((own) => own[n] as number))),
    );
    const overSets = sets > 1 ? standardError(bySet) : 0;
    return { value: mean(bySet), standardError: Math.hypot(overRows.standardError, overSets) };
  });
};
