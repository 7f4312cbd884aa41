/** The horizontal axis of curves; `time` is in seconds since the start of the run. */
export const curveAxes = ["step", "epoch", "time"] as const;
export type CurveAxis = (typeof curveAxes)[number];

export const curveAxisLabels: Readonly<Record<CurveAxis, string>> = {
  step: "optimiser step",
  epoch: "epoch",
  time: "seconds since the start",
};
