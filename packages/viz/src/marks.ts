import * as Plot from "@observablehq/plot";
import { numberText } from "./number-text.ts";
import type { Ink } from "./theme.ts";

/** The attribute of a mark that contains the id of its run, or the ids of its runs separated by spaces. */
export const runAttribute = "data-run";

/**
 * Options for a mark that draws one element per datum; they add the id of each datum's run.
 */
export const marked = <T extends { readonly run: string }>(
  data: readonly T[],
): { render: Plot.RenderFunction } => ({
  render: (index, scales, values, dimensions, context, next) => {
    const group = next?.(index, scales, values, dimensions, context) ?? null;
    const elements = group === null ? [] : [...group.childNodes];
    for (const [at, element] of elements.entries()) {
      const run = data[index[at] ?? -1]?.run;
      if (run !== undefined) (element as SVGElement).setAttribute(runAttribute, run);
    }
    return group;
  },
});

interface TipOptions<T> {
  readonly ink: Ink;
  readonly title: (datum: T) => string;
  readonly at: object;
  /** Whether the nearest datum is found in both dimensions or along x only. */
  readonly axis?: "both" | "x";
}

/**
 * A tooltip for the datum nearest to the pointer. The figure's `value` is that datum, and an `input`
 * event is dispatched when it changes.
 */
export const tip = <T>(data: readonly T[], { ink, title, at, axis = "both" }: TipOptions<T>) => {
  // Plot labels the tooltip's group, which has no role; readers of screens have the figure's table.
  const ariaHidden = "true";
  const options: Plot.TipOptions = {
    ...at,
    title,
    ariaHidden,
    fill: ink.surface,
    stroke: ink.muted,
  };
  return Plot.tip(data as T[], (axis === "x" ? Plot.pointerX : Plot.pointer)(options));
};

const maxNames = 8;

/** The text of a tooltip for several coincident runs: at most eight lines. */
export const namesText = (
  runs: readonly { readonly name: string; readonly value: number }[],
): string => {
  const shown = runs.slice(0, maxNames).map(({ name, value }) => `${name}: ${numberText(value)}`);
  const rest = runs.length - shown.length;
  return [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join("\n");
};
