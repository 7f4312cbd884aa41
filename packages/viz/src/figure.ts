import * as Plot from "@observablehq/plot";
import { drawLegend, type LegendEntry, layLegend, legendRowHeight, svgElement } from "./legend.ts";
import { fontFamily, inkOf, type Theme } from "./theme.ts";

/** Options of every figure. */
export interface FigureOptions {
  /** Creates the elements. Required outside a browser. */
  readonly document?: Document;
  /** Pixels. */
  readonly width?: number;
  /** Pixels, legend and title included. */
  readonly height?: number;
  readonly theme?: Theme;
  /** Title above the figure. */
  readonly title?: string;
  /** Show a tooltip at the pointer; only works in a browser. */
  readonly interactive?: boolean;
  readonly legend?: boolean;
}

interface Drawing {
  readonly options: FigureOptions;
  readonly size: { readonly width: number; readonly height: number };
  /** Accessible name of the image. */
  readonly description: string;
  readonly legend?: readonly LegendEntry[];
  /** Label of the y axis, drawn horizontally above it. */
  readonly yLabel: string;
  readonly plot: Plot.PlotOptions;
}

const documentOf = (options: FigureOptions): Document => {
  const made = options.document ?? globalThis.document;
  if (made === undefined)
    throw new Error(
      "cannot draw a figure without a document: pass { document }, or use svgOf from @vae-lab/viz/node",
    );
  return made;
};

const isSvg = (element: Element): element is SVGSVGElement =>
  element.tagName.toLowerCase() === "svg";

/**
 * Names clip paths by their rectangle: Plot numbers them, so the same figure would differ each time.
 * Equal names on one page mean equal rectangles.
 */
const nameClips = (svg: SVGElement): void => {
  for (const clip of svg.querySelectorAll("clipPath")) {
    const rect = clip.querySelector("rect");
    const name = `clip-${["x", "y", "width", "height"].map((key) => rect?.getAttribute(key)).join("-")}`;
    const old = `url(#${clip.id})`;
    for (const user of svg.querySelectorAll("[clip-path]"))
      if (user.getAttribute("clip-path") === old) user.setAttribute("clip-path", `url(#${name})`);
    clip.setAttribute("id", name);
  }
};

/** A self-contained SVG: background, title, legend and plot; it needs no style sheet. */
export const figure = ({
  options,
  size,
  description,
  legend = [],
  yLabel,
  plot,
}: Drawing): SVGElement => {
  const document = documentOf(options);
  const width = options.width ?? size.width;
  const height = options.height ?? size.height;
  const ink = inkOf(options.theme ?? "light");
  const entries = options.legend === false ? [] : legend;
  const left = 12;
  const titleHeight = options.title === undefined ? 0 : 26;
  const legendHeight = layLegend(entries, width - 2 * left).rows * legendRowHeight;
  const header = titleHeight + legendHeight + (titleHeight + legendHeight > 0 ? 8 : 0);
  const drawn = Plot.plot({
    marginLeft: 56,
    marginRight: 20,
    marginBottom: 42,
    ...plot,
    marginTop: header + (plot.marginTop ?? 28),
    document,
    width,
    height,
    style: { fontFamily, fontSize: "12px", color: ink.text, overflow: "visible" },
  });
  if (!isSvg(drawn)) throw new Error(`expected one <svg>, got <${drawn.tagName}>`);
  drawn.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", description);
  drawn.querySelector("style")?.remove();
  // Only the image has an accessible name: elements without a role must not have one.
  for (const named of drawn.querySelectorAll("[aria-label]")) {
    named.setAttribute("data-label", named.getAttribute("aria-label") ?? "");
    named.removeAttribute("aria-label");
  }
  nameClips(drawn);
  const ground = svgElement(document, "rect", { width, height, fill: ink.surface });
  const head = svgElement(document, "g", { transform: `translate(${left},0)` });
  if (options.title !== undefined) {
    const title = svgElement(document, "text", {
      y: 19,
      "font-size": 14,
      "font-weight": 600,
      "text-anchor": "start",
    });
    title.textContent = options.title;
    head.append(title);
  }
  if (entries.length > 0) {
    const group = drawLegend(document, entries, width - 2 * left);
    group.setAttribute("transform", `translate(0,${titleHeight + 4})`);
    head.append(group);
  }
  const over = svgElement(document, "text", {
    y: header + 16,
    fill: ink.muted,
    "text-anchor": "start",
  });
  over.textContent = yLabel;
  head.append(over);
  drawn.prepend(ground, head);
  return drawn;
};
