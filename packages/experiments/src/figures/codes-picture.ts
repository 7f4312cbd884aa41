import { latentScatter } from "@vae-lab/viz";
import { pngOf } from "@vae-lab/viz/node";
import type { CodesFigure } from "../trial/trial-events.ts";

const percent = (share: number): string => `${Math.round(100 * share)} % of the variance`;

/** The codes as a PNG file, coloured by class. */
export const codesPicture = ({
  axes,
  explained,
  x,
  y,
  label,
  classes,
}: CodesFigure): Uint8Array => {
  const points = x.map((own, i) => ({ x: own, y: y[i] ?? 0, label: label?.[i] }));
  const named = (axis: 0 | 1) =>
    explained === undefined ? axes[axis] : `${axes[axis]} (${percent(explained[axis])})`;
  return pngOf((document) =>
    latentScatter(points, { document, classes, xLabel: named(0), yLabel: named(1) }),
  );
};
