import type { MetricInfo } from "./metric-info.ts";

/**
 * Per epoch, on the part of the training set that early stopping holds out. The metric's step is the
 * epoch.
 */
export const heldOutMetrics = [
  {
    key: "val/elbo",
    label: "ELBO (held out)",
    unit: "nats per example",
    meaning:
      "Reconstruction minus rate on the held-out part of the training set, at beta = 1: early stopping watches it. The noise is the same at each epoch.",
    better: "larger",
  },
  {
    key: "val/reconstruction",
    label: "reconstruction (held out)",
    unit: "nats per example",
    meaning:
      "E log p(x|z) on the held-out part of the training set; early stopping of an autoencoder watches it.",
    better: "larger",
  },
  {
    key: "val/rate",
    label: "rate (held out)",
    unit: "nats per example",
    meaning: "E KL(q(z|x) ‖ p(z)) on the held-out part of the training set.",
  },
] as const satisfies readonly MetricInfo[];

export type HeldOutMetricKey = (typeof heldOutMetrics)[number]["key"];
