export type { FigureOptions } from "./figure.ts";
export { runAttribute } from "./marks.ts";
export { numberText } from "./number-text.ts";
export {
  classColour,
  directionLook,
  directionOrder,
  type Look,
  nameOf,
  runDashes,
  runLooks,
} from "./palette.ts";
export { type BetaCell, betaCells } from "./plots/beta-cells.ts";
export type { BetaPoint } from "./plots/beta-point.ts";
export type { CurvePoint } from "./plots/curves.ts";
export {
  type Difference,
  type DifferencesOptions,
  differences,
  differencesHeight,
} from "./plots/differences.ts";
export { type IntervalRow, type IntervalsOptions, intervalsFigure } from "./plots/intervals.ts";
export {
  type CodePoint,
  type LatentScatterOptions,
  latentScatter,
} from "./plots/latent-scatter.ts";
export { type LearningCurvesOptions, learningCurves } from "./plots/learning-curves.ts";
export { type MetricAgainstBetaOptions, metricAgainstBeta } from "./plots/metric-against-beta.ts";
export {
  type MetricScatterOptions,
  metricScatter,
  type ScatterPoint,
} from "./plots/metric-scatter.ts";
export {
  type AxisValue,
  type ParallelAxis,
  parallelAxis,
  placeOn,
  valueAt,
} from "./plots/parallel-axes.ts";
export {
  type AxisBrush,
  brushedRecords,
  type ParallelCoordinatesOptions,
  type ParallelRecord,
  parallelCoordinates,
} from "./plots/parallel-coordinates.ts";
export type { RatePoint } from "./plots/rate-cells.ts";
export {
  type RateDistortionOptions,
  type RatePath,
  type RatePlace,
  rateDistortion,
} from "./plots/rate-distortion.ts";
export type { CurveCell } from "./plots/seed-bands.ts";
export {
  type SeriesLaw,
  type SeriesOptions,
  type SeriesPoint,
  seriesFigure,
} from "./plots/series.ts";
export { type Share, type SharesOptions, shares, sharesHeight } from "./plots/shares.ts";
export { type StepTime, stepTimes } from "./plots/step-times.ts";
export { type UnitRate, type UnitRatesOptions, unitRates } from "./plots/unit-rates.ts";
export {
  type UnitAtEpoch,
  type UnitsOverEpochsOptions,
  unitsOverEpochs,
} from "./plots/units-over-epochs.ts";
export { type WaterfallOptions, type WaterfallStep, waterfall } from "./plots/waterfall.ts";
export { shade } from "./shades.ts";
export { smooth } from "./smooth.ts";
export { fontFamily, type Ink, inkOf, type Theme } from "./theme.ts";
export { type XScale, xScaleOf } from "./x-scale.ts";
