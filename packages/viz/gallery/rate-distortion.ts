import { rateDistortion } from "../src/index.ts";
import { sweep } from "./data/sweep.ts";

// Each curve is one direction and estimator; beta slides a model along it, towards rate 0 when it collapses.
export const draw = (document: Document): SVGElement =>
  rateDistortion(sweep, { document, title: "Rate–distortion plane" });
