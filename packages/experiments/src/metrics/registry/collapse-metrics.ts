import type { MetricInfo } from "./metric-info.ts";

/** Of collapse, measured each epoch because they cost little. */
export const activityMetrics: readonly MetricInfo[] = [
  {
    key: "test/active_units_at",
    label: "active units",
    unit: "units",
    meaning:
      "Latent units with Var E[z|x] above a threshold: a curve, since 0.01 alone misleads near the onset of collapse and in short trainings.",
    series: "threshold",
  },
  {
    key: "test/dead_units",
    label: "dead units",
    unit: "units",
    meaning:
      "Latent units whose rate is below 0.01 nats: they follow the prior for every x. Absent, as the rates of units, where the rate has no closed form.",
    isExact: true,
  },
  {
    key: "test/collapse_epoch",
    label: "epoch of collapse",
    unit: "epochs",
    meaning:
      "The first epoch since which the rate has been below 0.1 nats per example, of a model that is collapsed at the end; absent for others.",
    isExact: true,
  },
];

/** Of collapse, measured at the end of a trial. */
export const collapseMetrics: readonly MetricInfo[] = [
  {
    key: "test/unit_rate_sorted",
    label: "rate of units in descending order",
    unit: "nats per example",
    meaning:
      "E KL(q(z|x) ‖ p(z)) of the unit with the largest rate, the second largest, …: comparable between seeds. Absent where the rate has no closed form.",
    series: "unit",
  },
  {
    key: "test/unit_variance",
    label: "variance of a unit's codes",
    unit: "",
    meaning:
      "Variance of the aggregate posterior q(z) in one unit: Var E[z|x] + E Var[z|x]. 1 where codes follow N(0, 1), in use or collapsed. Only for the prior N(0, I).",
    series: "unit",
  },
  {
    key: "test/mutual_information_lower",
    label: "mutual information, lower estimate",
    unit: "nats",
    meaning:
      "I(x; z) under q, with q(z) the mixture of 1,000 test images: below the population's in expectation, and at most log 1,000 = 6.9 however much codes say. Only for the prior N(0, I).",
  },
  {
    key: "test/mutual_information_upper",
    label: "mutual information, upper estimate",
    unit: "nats",
    meaning:
      "The same with an image left out of its own mixture, or the rate where that is smaller: above the population's in expectation.",
  },
  {
    key: "test/mutual_information_ceiling",
    label: "ceiling of mutual information",
    unit: "nats",
    meaning: "log N of the N images: a lower estimate near it shows N, not the codes.",
    isExact: true,
  },
  {
    key: "test/aggregate_kl_lower",
    label: "KL(q(z) ‖ p(z)), lower bound",
    unit: "nats",
    meaning:
      "The sum over units of KL(q(z_k) ‖ p(z_k)), exact for the mixture of 1,000 test images: leaves out dependence between units.",
    better: "smaller",
    isExact: true,
  },
  {
    key: "test/aggregate_kl_upper",
    label: "KL(q(z) ‖ p(z)), upper estimate",
    unit: "nats",
    meaning:
      "Rate minus the lower estimate of mutual information. Mostly an artefact of log N where the rate is far above it.",
    better: "smaller",
  },
  {
    key: "test/unit_sensitivity",
    label: "sensitivity to a unit",
    unit: "data units per unit of z",
    meaning:
      "E ‖∂E[x|z]/∂z_k‖ at codes of test images: 0 for a unit that the decoder ignores. Of two layers, the units of the lower, which the decoder sees.",
    series: "unit",
  },
  {
    key: "test/decoder_sensitivity",
    label: "sensitivity of the decoder",
    unit: "data units per unit of z",
    meaning: "The mean sensitivity over units: 0 for a decoder that ignores its code.",
  },
  ...[
    { labels: "100", shown: "100" },
    { labels: "10000", shown: "10,000" },
  ].map(
    ({ labels, shown }): MetricInfo => ({
      key: `test/probe_accuracy_${labels}`,
      label: `probe accuracy, ${shown} labels`,
      unit: "0 to 1",
      meaning: `Accuracy on test images of a logistic regression on E[z|x], trained with ${shown} labels of training images. Absent without labels.`,
      better: "larger",
    }),
  ),
  ...[
    { name: "masked", how: "with a quarter of their pixels set to 0" },
    { name: "occluded", how: "with a square of half their side set to 0" },
  ].map(
    ({ name, how }): MetricInfo => ({
      key: `test/probe_accuracy_${name}`,
      label: `probe accuracy, ${name} images`,
      unit: "0 to 1",
      meaning: `Accuracy on 1,000 test images ${how} of a logistic regression on E[z|x], trained with 10,000 labels of training images as they are. Absent without labels.`,
      better: "larger",
    }),
  ),
  {
    key: "test/inference_lag",
    label: "inference lag",
    unit: "nats per example",
    meaning:
      "ELBO that a test image gains when its own q(z|x) is optimised from the encoder's: a lower estimate of the amortisation gap, of 64 images and 40 steps. Only for the prior N(0, I).",
    better: "smaller",
  },
  {
    key: "test/inference_lag_distance",
    label: "inference lag of the mean",
    unit: "standard deviations",
    meaning:
      "Distance of the optimised mean of q(z|x) from the encoder's, root mean square over units.",
    better: "smaller",
  },
];
