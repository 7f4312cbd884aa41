import { metricAgainstBeta } from "../src/index.ts";
import { sweep } from "./data/sweep.ts";

// Two highlighted runs in the dark theme; a NaN is labelled at the lower edge, and beta = 0 is placed to
// the left of the log axis.
const points = [
  ...sweep.map((trial) => ({ ...trial, value: -trial.rate - trial.distortion })),
  { run: "nan", beta: 16, value: Number.NaN, direction: "forward-kl", estimator: "score-function" },
  { run: "zero", beta: 0, value: -140, direction: "reverse-kl", estimator: "pathwise" },
];

export const draw = (document: Document): SVGElement =>
  metricAgainstBeta(points, {
    document,
    theme: "dark",
    yLabel: "ELBO, nats per example",
    emphasised: new Set(["reverse-kl/4/pathwise", "forward-kl/4/pathwise"]),
  });
