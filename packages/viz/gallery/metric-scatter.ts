import { directionLook, metricScatter } from "../src/index.ts";
import { sweep } from "./data/sweep.ts";

// Any two metrics; here distortion against rate on a log axis.
export const draw = (document: Document): SVGElement =>
  metricScatter(
    sweep.map(({ run, label, rate, distortion }) => ({ run, label, x: rate, y: distortion })),
    {
      document,
      theme: "dark",
      logX: true,
      xLabel: "rate, nats per example",
      yLabel: "distortion, nats per example",
      looks: new Map(sweep.map(({ run, direction }) => [run, directionLook(direction, "dark")])),
    },
  );
