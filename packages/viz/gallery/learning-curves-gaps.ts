import { learningCurves } from "../src/index.ts";

// Values that are not finite leave a gap in the line and have a mark.
const points = ["recovers", "overflows"].flatMap((run, place) =>
  Array.from({ length: 60 }, (_, step) => {
    const value = 100 + 60 * place + 200 * Math.exp(-step / 10) + 8 * Math.sin(step * 12.9898);
    if (run === "recovers")
      return { run, label: run, step, value: step % 20 === 9 ? Number.NaN : value };
    return { run, label: run, step, value: step > 40 ? Number.POSITIVE_INFINITY : value };
  }),
);

export const draw = (document: Document): SVGElement =>
  learningCurves(points, { document, smoothing: 0.6, yLabel: "loss, nats per example" });
