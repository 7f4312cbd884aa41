import { latentScatter } from "@vae-lab/viz";
import { pngOf } from "@vae-lab/viz/node";
import { principalPlane } from "../metrics/principal-components.ts";
import type { CodesFigure } from "../trial/trial-events.ts";

/** Maximum number of codes in the figure. */
const codesShown = 5000;

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

/**
 * The codes N·K of test images in the plane: two latent units, or two principal components of more.
 * Undefined for one unit.
 */
export const codesFigure = (
  means: Float32Array,
  units: number,
  labels: Uint8Array,
): CodesFigure | undefined => {
  if (units < 2) return undefined;
  const label = [...labels.subarray(0, codesShown)];
  const shown = (values: ArrayLike<number>) =>
    label.map((_, i) => rounded(values[i] ?? Number.NaN));
  if (units === 2) {
    const latent = (k: number) => means.filter((_, i) => i % 2 === k);
    return { axes: ["z1", "z2"], x: shown(latent(0)), y: shown(latent(1)), label };
  }
  const { x, y, explained } = principalPlane(means, units);
  return { axes: ["PC1", "PC2"], explained, x: shown(x), y: shown(y), label };
};

const percent = (share: number): string => `${Math.round(100 * share)} % of the variance`;

/** The codes as a PNG file, coloured by class. */
export const codesPicture = ({ axes, explained, x, y, label }: CodesFigure): Uint8Array => {
  const points = label.map((own, i) => ({ x: x[i] ?? 0, y: y[i] ?? 0, label: own }));
  const named = (axis: 0 | 1) =>
    explained === undefined ? axes[axis] : `${axes[axis]} (${percent(explained[axis])})`;
  return pngOf((document) =>
    latentScatter(points, { document, xLabel: named(0), yLabel: named(1) }),
  );
};
