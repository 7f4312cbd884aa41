import { directionLook, waterfall } from "../src/index.ts";

// Where the detail of images is lost between the data and samples of a model.
export const draw = (document: Document): SVGElement =>
  waterfall(
    [
      { label: "data", kind: "level", value: 1 },
      { label: "capacity", kind: "change", value: -0.31, error: 0.04 },
      { label: "regulariser", kind: "change", value: -0.27, error: 0.03 },
      { label: "mismatch", kind: "change", value: 0.06, error: 0.05 },
      { label: "samples", kind: "level", value: 0.48, error: 0.03 },
      { label: "noise", kind: "change", value: 0.72, error: 0.02 },
      { label: "noisy samples", kind: "level", value: 1.2, error: 0.04 },
    ],
    {
      ...{ document, title: "Detail, by where it is lost", yLabel: "detail relative to data" },
      colour: directionLook("reverse-kl", "light").colour,
    },
  );
