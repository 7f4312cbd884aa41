import { metricAgainstBeta } from "../src/index.ts";
import { sweep } from "./data/sweep.ts";

// Several seeds: lines join means, whiskers are 95 % intervals, and faint dots are runs.
export const draw = (document: Document): SVGElement =>
  metricAgainstBeta(
    [1, 2, 3, 4, 5].flatMap((seed) =>
      sweep.map((trial, index) => ({
        ...trial,
        run: `${trial.run}/${seed}`,
        value: trial.rate + 2.5 * Math.sin(12.9898 * seed + 78.233 * index),
      })),
    ),
    { document, yLabel: "rate, nats per example" },
  );
