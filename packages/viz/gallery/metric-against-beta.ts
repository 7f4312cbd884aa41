import { metricAgainstBeta } from "../src/index.ts";
import { sweep } from "./data/sweep.ts";

// Active units fall as beta grows: how fast depends on the direction of the regulariser.
export const draw = (document: Document): SVGElement =>
  metricAgainstBeta(
    sweep.map((trial) => ({ ...trial, value: trial.activeUnits })),
    {
      document,
      yLabel: "active units",
      reference: { value: 20, text: "all 20 units" },
    },
  );
