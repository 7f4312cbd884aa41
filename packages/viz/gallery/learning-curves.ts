import { learningCurves } from "../src/index.ts";

// Two runs converge to different bounds; the third diverges and is marked from there on.
const runs = [
  { run: "a", label: "reverse KL · β 1", end: 105 },
  { run: "b", label: "reverse KL · β 16", end: 180 },
  { run: "c", label: "forward KL · β 64", end: 240 },
];
const points = runs.flatMap(({ run, label, end }, place) =>
  Array.from({ length: 120 }, (_, index) => {
    const wobble = 6 * Math.sin(index * 12.9898 * (place + 1));
    const value = end + (540 - end) * Math.exp(-index / 12) + wobble;
    return { run, label, step: index * 8, value: run === "c" && index > 70 ? Number.NaN : value };
  }),
);

export const draw = (document: Document): SVGElement =>
  learningCurves(points, {
    document,
    smoothing: 0.8,
    title: "Training loss, smoothed",
    xLabel: "optimiser step",
    yLabel: "loss, nats per example",
  });
