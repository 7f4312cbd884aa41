import type { Plot } from "@observablehq/plot";

/** The horizontal scale of a figure, in pixels of its view box. */
export interface XScale {
  readonly range: readonly [left: number, right: number];
  readonly apply: (value: number) => number;
  readonly invert: (pixel: number) => number;
}

/** The horizontal scale of a drawn figure; undefined if it has no continuous one. */
export const xScaleOf = (svg: SVGElement): XScale | undefined => {
  const scale = (svg as Partial<Plot>).scale?.("x");
  const [left, right] = (scale?.range ?? []) as readonly number[];
  const { apply, invert } = scale ?? {};
  if (left === undefined || right === undefined || apply === undefined || invert === undefined)
    return undefined;
  return { range: [left, right], apply, invert };
};
