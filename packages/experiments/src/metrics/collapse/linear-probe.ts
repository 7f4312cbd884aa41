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

/** Codes in standard deviations of the training codes; units that do not vary stay 0. */
const standardised = (training: LabelledCodes, unseen: LabelledCodes) => {
  const { width, values } = training;
  const count = values.length / width;
  const [means, scales] = [new Float64Array(width), new Float64Array(width)];
  for (let i = 0; i < values.length; i++)
    means[i % width] = (means[i % width] as number) + (values[i] as number) / count;
  for (let i = 0; i < values.length; i++)
    scales[i % width] =
      (scales[i % width] as number) +
      ((values[i] as number) - (means[i % width] as number)) ** 2 / count;
  const scale = (own: LabelledCodes) => ({
    ...own,
    values: own.values.map((value, i) => {
      const k = i % width;
      const deviation = Math.sqrt(scales[k] as number);
      return deviation > 1e-6 ? (value - (means[k] as number)) / deviation : 0;
    }),
  });
  return [scale(training), scale(unseen)] as const;
};

const accuracyOf = (
  training: LabelledCodes,
  unseen: LabelledCodes,
  classes: number,
): { accuracy: number; correct: number[] } => {
  const [own, other] = standardised(training, unseen);
  const found = predicted(logisticRegression(own, { classes }), other.values);
  const correct = unseen.labels.map((label, n) => (label === found[n] ? 1 : 0));
  return { accuracy: mean(correct), correct };
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
): Estimate => {
  const { width } = training;
  const sets = Math.min(mostSets, Math.floor(training.labels.length / labels));
  if (sets === 0) return { value: Number.NaN, standardError: Number.NaN };
  const classes = Math.max(...training.labels, ...unseen.labels) + 1;
  const found = Array.from({ length: sets }, (_, s) => {
    const part = {
      width,
      values: training.values.subarray(s * labels * width, (s + 1) * labels * width),
      labels: training.labels.slice(s * labels, (s + 1) * labels),
    };
    return accuracyOf(part, unseen, classes);
  });
  const bySet = found.map(({ accuracy }) => accuracy);
  const overRows = meanEstimate(
    unseen.labels.map((_, n) => mean(found.map(({ correct }) => correct[n] ?? 0))),
  );
  const overSets = sets > 1 ? standardError(bySet) : 0;
  return { value: mean(bySet), standardError: Math.hypot(overRows.standardError, overSets) };
};
