import { metricAgainstBeta } from "../src/index.ts";
import { sweep } from "./data/sweep.ts";

// Active units decrease with beta; the rate of decrease depends on the regulariser's direction.
export const draw = (document: Document): SVGElement =>
  metricAgainstBeta(
    sweep.map((trial) => ({ ...trial, value: trial.activeUnits })),
    {
      document,
      yLabel: "active units",
      reference: { value: 20, text: "all 20 units" },
    },
  );
