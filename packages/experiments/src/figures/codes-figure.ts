import type { Split } from "../datasets/dataset.ts";
import { principalPlane } from "../metrics/principal-components.ts";
import type { CodesFigure } from "../trial/trial-events.ts";

/** Maximum number of codes in the figure. */
const codesShown = 5000;

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

/** The labels as the figure holds them. */
const labelsShown = (labels: Int32Array, classes: readonly string[] = []) => ({
  label: [...labels.subarray(0, codesShown)],
  ...(classes.some((name, label) => name !== String(label)) && { classes }),
});

/**
 * The codes N·K of test samples in the plane: two latent units, or two principal components of more.
 * Undefined for one unit.
 */
export const codesFigure = (
  means: Float32Array,
  units: number,
  { labels }: Pick<Split, "labels">,
  classes?: readonly string[],
): CodesFigure | undefined => {
  if (units < 2) return undefined;
  const own = labels && labelsShown(labels, classes);
  const shown = (values: ArrayLike<number>) =>
    Array.from({ length: Math.min(values.length, codesShown) }, (_, i) =>
      rounded(values[i] ?? Number.NaN),
    );
  if (units === 2) {
    const latent = (k: number) => means.filter((_, i) => i % 2 === k);
    return { axes: ["z1", "z2"], x: shown(latent(0)), y: shown(latent(1)), ...own };
  }
  const { x, y, explained } = principalPlane(means, units);
  return { axes: ["PC1", "PC2"], explained, x: shown(x), y: shown(y), ...own };
};
