import { learningCurves } from "../src/index.ts";

// A single point is a dot; values ≤ 0 are marked at the lower edge of a log axis.
const points = [
  ...Array.from({ length: 40 }, (_, step) => ({
    run: "rate",
    label: "rate",
    step,
    value: 30 * Math.exp(-step / 6) + 0.01,
  })),
  { run: "one", label: "one epoch only", step: 20, value: 4 },
  { run: "zero", label: "never positive", step: 10, value: 0 },
];

export const draw = (document: Document): SVGElement =>
  learningCurves(points, { document, theme: "dark", logY: true, yLabel: "rate, nats" });
