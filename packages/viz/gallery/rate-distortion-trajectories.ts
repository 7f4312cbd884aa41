import { rateDistortion } from "../src/index.ts";
import { linearVaeCurve } from "./data/linear-vae.ts";

// Linear VAEs at their optimum: the curve has the slope −β at each of them.
const { points, predicted, trajectories } = linearVaeCurve;

export const draw = (document: Document): SVGElement =>
  rateDistortion(points, {
    ...{ document, title: "Slope −β, training and theory", slopes: true },
    ...{ predicted, trajectories },
  });
