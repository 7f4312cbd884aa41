import { shares } from "../src/index.ts";

// A dashed tick is the level of chance; hollow points do not exceed it.
export const draw = (document: Document): SVGElement =>
  shares(
    [
      { label: "beta", share: 0.71, interval: [0.6, 0.8], chance: 0.12 },
      { label: "regulariser", share: 0.18, interval: [0.05, 0.34], chance: 0.11 },
      { label: "estimator", share: 0.04, interval: [-0.02, 0.15], chance: 0.09 },
      { label: "seed", share: -0.03, interval: [-0.05, 0.06], chance: 0.13 },
    ],
    { document, xLabel: "share of the variance of the ranks of the ELBO" },
  );
