import type * as Plot from "@observablehq/plot";

/** The most runs that have an element each. More make the page slow, and their means show the differences. */
const maxElements = 400;

const svgNamespace = "http://www.w3.org/2000/svg";

interface CrowdOptions {
  readonly colour: string;
  /** In pixels. */
  readonly r: number;
  readonly opacity: number;
}

/** Whether so many marks are drawn as one element. */
export const isCrowd = (count: number): boolean => count > maxElements;

/** Options for a mark of many data: all of its dots are one path. A tooltip still finds each. */
export const crowd = ({ colour, r, opacity }: CrowdOptions): { render: Plot.RenderFunction } => ({
  render: (index, scales, values, dimensions, context, next) => {
    const group = next?.([], scales, values, dimensions, context) ?? null;
    const { x = [], y = [] } = values as { x?: ArrayLike<number>; y?: ArrayLike<number> };
    const path = context.document.createElementNS(svgNamespace, "path") as SVGPathElement;
    // A line of no length with round ends is a dot
    const dots = [...index].map(
      (i) => `M${Math.round(10 * (x[i] ?? 0)) / 10},${Math.round(10 * (y[i] ?? 0)) / 10}h0`,
    );
    path.setAttribute("d", dots.join(""));
    path.setAttribute("stroke", colour);
    path.setAttribute("stroke-width", String(2 * r));
    path.setAttribute("stroke-opacity", String(opacity));
    path.setAttribute("stroke-linecap", "round");
    group?.append(path);
    return group;
  },
});
