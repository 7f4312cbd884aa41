import type { MetricInfo } from "./metric-info.ts";

/** Of the distance between q(z|x) and the posterior: measured at the end of a trial. */
export const posteriorMetrics: readonly MetricInfo[] = [
  {
    key: "test/posterior_kl",
    label: "KL of q from the posterior",
    unit: "nats per example",
    meaning:
      "E KL(q(z|x) ‖ p(z|x)) by quadrature over a grid, for one or two latent units; 24 test rows. The ELBO is that much below log p(x).",
    better: "smaller",
  },
  {
    key: "test/posterior_forward_kl",
    label: "KL of the posterior from q",
    unit: "nats per example",
    meaning:
      "E KL(p(z|x) ‖ q(z|x)) by quadrature over a grid, for one or two latent units; 24 test rows. Large where q leaves out a part of the posterior.",
    better: "smaller",
  },
  {
    key: "test/approximation_gap",
    label: "approximation gap",
    unit: "nats per example",
    meaning:
      "log p(x) minus the ELBO of the best q of the family, found by 200 steps on each of 100 test rows (Cremer et al. 2018). For log p(x) stands its bound by 200 importance samples from that q, so the gap is underestimated.",
    better: "smaller",
  },
  {
    key: "test/amortisation_gap",
    label: "amortisation gap",
    unit: "nats per example",
    meaning:
      "The ELBO of the best q of the family minus that of the encoder's q, on the same 100 test rows (Cremer et al. 2018).",
    better: "smaller",
  },
];
