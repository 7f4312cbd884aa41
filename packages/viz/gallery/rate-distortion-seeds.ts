import { rateDistortion } from "../src/index.ts";
import { sweep } from "./data/sweep.ts";

// Four seeds per cell: curves join the means, and faint dots are runs.
export const draw = (document: Document): SVGElement =>
  rateDistortion(
    [1, 2, 3, 4].flatMap((seed) =>
      sweep.map((trial, index) => ({
        ...trial,
        run: `${trial.run}/${seed}`,
        rate: trial.rate + 1.2 * Math.sin(12.9898 * seed + 78.233 * index),
        distortion: trial.distortion + 3 * Math.cos(12.9898 * seed + 37.719 * index),
      })),
    ),
    { document, theme: "dark" },
  );
