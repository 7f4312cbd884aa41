import type { MetricInfo } from "./metric-info.ts";

const linear = "of the optimum of a linear VAE in the trial's place, on the training data";

/** What linear theory predicts of a trial, from the spectrum of its training data and its config. */
export const theoryMetrics: readonly MetricInfo[] = [
  {
    key: "theory/tau",
    label: "tau",
    unit: "squared data units",
    meaning:
      "τ = βσ² of a Gaussian likelihood, with σ² at its predicted optimum if it is learned; β itself for Bernoulli logits. Exact.",
    isExact: true,
  },
  {
    key: "theory/onset_beta",
    label: "predicted onset of collapse",
    unit: "beta",
    meaning:
      "The largest β at which the collapsed state is locally unstable, at the trial's σ². Exact for any encoder and dense decoder; from other starts an active model may outlive it.",
    isExact: true,
  },
  {
    key: "theory/unstable_directions",
    label: "unstable directions",
    unit: "directions",
    meaning:
      "Eigenvectors of the training data along which the collapsed state is locally unstable, at most the number of units. Exact, but about the collapsed state: a count of active units only for a linear VAE.",
    isExact: true,
  },
  {
    key: "theory/onset_tau",
    label: "predicted onset of a unit",
    unit: "tau",
    meaning:
      "The largest τ at which the collapsed state is locally unstable along an eigenvector of the training data: its eigenvalue over the curvature of the regulariser. Exact.",
    series: "component",
    isExact: true,
  },
  {
    key: "theory/active_units",
    label: "predicted active units",
    unit: "units",
    meaning: `Active units ${linear}: exact for a linear model, a reference for others.`,
    isExact: true,
  },
  {
    key: "theory/rate",
    label: "predicted rate",
    unit: "nats per example",
    meaning: `E KL(q(z|x) ‖ p(z)) ${linear}.`,
    isExact: true,
  },
  {
    key: "theory/squared_error",
    label: "predicted squared error",
    unit: "squared data units per example",
    meaning: `E ‖x − E[x|z]‖², z drawn from q(z|x), ${linear}.`,
    isExact: true,
  },
  {
    key: "theory/reconstruction",
    label: "predicted reconstruction",
    unit: "nats per example",
    meaning: `E log p(x|z) ${linear}.`,
    isExact: true,
  },
  {
    key: "theory/log_likelihood",
    label: "predicted log-likelihood",
    unit: "nats per example",
    meaning: `E log p(x) ${linear}.`,
    isExact: true,
  },
  {
    key: "theory/elbo",
    label: "predicted ELBO",
    unit: "nats per example",
    meaning: `The ELBO at beta = 1 ${linear}.`,
    isExact: true,
  },
  {
    key: "theory/unit_rate",
    label: "predicted rate of a unit",
    unit: "nats per example",
    meaning: `The rate of each unit, by descending eigenvalue, ${linear}.`,
    series: "unit",
    isExact: true,
  },
  {
    key: "theory/mode_gain",
    label: "predicted gain of an eigenmode",
    unit: "",
    meaning: `Slope of decode(E[z|x])'s coordinate on the data's ${linear}: 1 − τ/λ under reverse KL, the Wiener filter.`,
    series: "component",
    isExact: true,
  },
];
