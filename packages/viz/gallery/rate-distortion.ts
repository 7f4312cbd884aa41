import { rateDistortion } from "../src/index.ts";
import { sweep } from "./data/sweep.ts";

// One curve per direction and estimator; larger beta moves a model towards rate 0 (collapse).
export const draw = (document: Document): SVGElement =>
  rateDistortion(sweep, { document, title: "Rate–distortion plane" });
