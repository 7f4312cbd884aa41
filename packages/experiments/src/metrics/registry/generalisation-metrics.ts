import type { MetricInfo } from "./metric-info.ts";

/** Of training against test images: measured at the end of a trial. */
export const generalisationMetrics: readonly MetricInfo[] = [
  {
    key: "test/importance_weighted_bound",
    label: "importance-weighted bound",
    unit: "nats per example",
    meaning:
      "E log of the mean of 50 importance weights: the ELBO of 2,000 test images plus what the bound of 128 exceeds the ELBO of the same draws by. Of a Bernoulli likelihood of grey values it is no bound of log p(x).",
    better: "larger",
  },
  {
    key: "test/training_importance_weighted_bound",
    label: "importance-weighted bound (training set)",
    unit: "nats per example",
    meaning: "The same on training images.",
    better: "larger",
  },
  ...[
    ["reconstruction", "E log p(x|z)"],
    ["rate", "E KL(q(z|x) ‖ p(z))"],
    ["elbo", "the ELBO"],
    ["importance_weighted_bound", "the importance-weighted bound"],
  ].map(
    ([key, of]): MetricInfo => ({
      key: `test/gap_${key}`,
      label: `train–test gap of the ${key?.replaceAll("_", " ").replace("elbo", "ELBO")}`,
      unit: "nats per example",
      meaning: `${of} on training images minus that on test images, evenly spaced and the same number of each. Of a bound: above 0 by over-fitting, or because the test images are harder.`,
    }),
  ),
];
