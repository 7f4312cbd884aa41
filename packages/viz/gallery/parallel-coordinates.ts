import { directionLook, parallelAxis, parallelCoordinates } from "../src/index.ts";
import { sweep } from "./data/sweep.ts";

// Thirty runs, of which those with a rate between 5 and 25 nats are chosen; one has no estimator.
const keys = ["beta", "direction", "estimator", "rate", "distortion", "activeUnits"] as const;
const records = sweep.map((trial, index) => ({
  run: trial.run,
  colour: directionLook(trial.direction, "light").colour,
  values: keys.map((key) => (key === "estimator" && index === 4 ? undefined : trial[key])),
}));
const axes = keys.map((key, at) =>
  parallelAxis(
    { key, label: key },
    records.map(({ values }) => values[at]),
  ),
);

export const draw = (document: Document): SVGElement =>
  parallelCoordinates(records, axes, { document, brushes: [{ key: "rate", from: 0.1, to: 0.6 }] });
