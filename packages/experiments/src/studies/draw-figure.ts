import {
  type FigureOptions,
  intervalsFigure,
  metricAgainstBeta,
  rateDistortion,
  seriesFigure,
} from "@vae-lab/viz";
import type { StudyFigure } from "./study-figure.ts";

type Kind = StudyFigure["kind"];
type Drawers = {
  readonly [K in Kind]: (
    figure: Extract<StudyFigure, { kind: K }>,
    options: FigureOptions,
  ) => SVGElement;
};

const drawers: Drawers = {
  "metric-against-beta": ({ records, yLabel }, options) =>
    metricAgainstBeta(records, { ...options, yLabel }),
  "rate-distortion": ({ records }, options) => rateDistortion(records, options),
  series: ({ records, xLabel, yLabel, logX = false, logY = false }, options) =>
    seriesFigure(records, { ...options, xLabel, yLabel, logX, logY }),
  intervals: ({ records, xLabel }, options) => intervalsFigure(records, { ...options, xLabel }),
};

/** Draws a figure of a study, in a browser or with a document. */
export const drawFigure = (figure: StudyFigure, options: FigureOptions = {}): SVGElement => {
  const draw = drawers[figure.kind] as (of: StudyFigure, options: FigureOptions) => SVGElement;
  return draw(figure, { title: figure.title, ...options });
};
