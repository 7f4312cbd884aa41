import type { MetricInfo } from "./metric-info.ts";

const note =
  "1,000 generated rows against 1,000 of the test set in a fixed feature space of random weights";

/** Where the decoded codes come from, by the ending of the key. */
const sources = [
  { suffix: "", label: "", from: "decoded draws from the prior" },
  {
    suffix: "_draws",
    label: ", draws",
    from: "draws from p(x|z) at draws from the prior, the samples of the model itself",
  },
  {
    suffix: "_own_codes",
    label: ", own codes",
    from: "decoded codes of training rows: what the decoder can cover",
  },
  {
    suffix: "_gaussian_codes",
    label: ", Gaussian codes",
    from: "decoded draws from a normal fitted to the codes of training rows (not of conditional models)",
  },
  {
    suffix: "_mixture_codes",
    label: ", mixture codes",
    from: "decoded draws from ten normals fitted to the codes of training rows (not of conditional models)",
  },
] as const;

const coverage = [
  {
    key: "test/precision",
    label: "precision",
    unit: "0 to 1",
    meaning:
      "Share of generated rows among the test rows' neighbourhoods. High for samples from one dense region: read it with recall.",
    better: "larger",
  },
  {
    key: "test/recall",
    label: "recall",
    unit: "0 to 1",
    meaning:
      "Share of test rows in the neighbourhood of a generated row (Kynkäänniemi et al. 2019).",
    better: "larger",
  },
  {
    key: "test/density",
    label: "density",
    unit: "1 for equal distributions",
    meaning:
      "Mean number of test rows' neighbourhoods around a generated row, divided by 5 (Naeem et al. 2020).",
    better: "larger",
  },
  {
    key: "test/coverage",
    label: "coverage",
    unit: "0 to 1",
    meaning:
      "Share of test rows whose neighbourhood has a generated row; 0.97 for equal distributions (Naeem et al. 2020).",
    better: "larger",
  },
  {
    key: "test/frechet_distance",
    label: "Fréchet distance",
    unit: "squared standard deviations",
    meaning:
      "Squared Fréchet distance of the means and covariances of the features. It is no FID, and is comparable within one data set only.",
    better: "smaller",
  },
] as const;

/** Generated rows that a classifier assigns to classes. */
const generatedSets = [
  { suffix: "", label: "samples", of: "decoded prior draws" },
  { suffix: "_draws", label: "draws", of: "draws from p(x|z) at prior draws" },
] as const;

type CoverageKey = `${(typeof coverage)[number]["key"]}${(typeof sources)[number]["suffix"]}`;

/** Of what a model generates: measured at the end of a trial. */
export const generationMetrics: readonly (MetricInfo & { readonly key: string })[] = [
  ...sources.flatMap(({ suffix, label, from }) =>
    coverage.map(
      (info): MetricInfo => ({
        ...info,
        key: `${info.key}${suffix}` satisfies CoverageKey,
        label: `${info.label}${label}`,
        meaning: `${info.meaning} Of ${from}; ${note}.`,
      }),
    ),
  ),
  {
    key: "test/path_jump",
    label: "largest jump of decoded paths",
    unit: "times the mean step",
    meaning:
      "Largest step of a decoded path of 32 steps between the codes E[z|x] of two test rows, relative to its mean step; the mean over 64 paths. 1 for even motion, 32 for one jump. Absent for conditional models.",
    better: "smaller",
  },
  {
    key: "test/path_length",
    label: "length of decoded paths",
    unit: "ratio to the straight line",
    meaning:
      "Length of a decoded path between the codes E[z|x] of two test rows, relative to the distance between its decoded ends; the mean over 64 paths. At least 1. Absent for conditional models.",
  },
  {
    key: "test/nearest_training_ratio",
    label: "distance to training rows",
    unit: "ratio to test rows",
    meaning:
      "Mean distance of decoded prior draws to the nearest training row, relative to that of test rows. Near 0 for copies of training rows.",
  },
  ...generatedSets.flatMap(({ suffix, label, of }): MetricInfo[] => [
    {
      key: `test/class_entropy${suffix}`,
      label: `class entropy of ${label}`,
      unit: "nats",
      meaning: `Entropy of the classes of ${of}, by the five nearest training rows; log C if all C classes are alike.`,
      better: "larger",
    },
    {
      key: `test/classes_covered${suffix}`,
      label: `classes covered${suffix === "" ? "" : " by draws"}`,
      unit: "classes",
      meaning: `Classes that have at least a tenth of their training share among ${of}. Fewer than there are: mode collapse.`,
      better: "larger",
    },
  ]),
  {
    key: "test/classifier_accuracy",
    label: "accuracy of the classifier of samples",
    unit: "0 to 1",
    meaning:
      "Share of test rows that the classifier behind class entropy and classes covered gets right. It does not depend on the model.",
  },
];
