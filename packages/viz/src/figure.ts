import * as Plot from "@observablehq/plot";
import { drawLegend, type LegendEntry, layLegend, legendRowHeight, svgElement } from "./legend.ts";
import { fontFamily, inkOf, type Theme } from "./theme.ts";

/** What every figure accepts. */
export interface FigureOptions {
  /** Where elements are made. Needed only outside a browser. */
  readonly document?: Document;
  /** Pixels. */
  readonly width?: number;
  /** Pixels, legend and title included. */
  readonly height?: number;
  readonly theme?: Theme;
  /** Drawn above the figure. */
  readonly title?: string;
  /** Show values under the pointer. Only of use in a browser. */
  readonly interactive?: boolean;
  readonly legend?: boolean;
}

interface Drawing {
  readonly options: FigureOptions;
  readonly size: { readonly width: number; readonly height: number };
  /** Read aloud in place of the figure. */
  readonly description: string;
  readonly legend?: readonly LegendEntry[];
  /** Written over the y axis, where it reads without turning one's head. */
  readonly yLabel: string;
  readonly plot: Plot.PlotOptions;
}

const documentOf = (options: FigureOptions): Document => {
  const made = options.document ?? globalThis.document;
  if (made === undefined)
    throw new Error(
      "a figure needs a document: pass { document }, or draw with svgOf of @vae-lab/viz/node",
    );
  return made;
};

const isSvg = (element: Element): element is SVGSVGElement =>
  element.tagName.toLowerCase() === "svg";

/** One SVG that stands alone: ground, title, legend and plot, with no style sheet needed. */
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
  if (!isSvg(drawn)) throw new Error(`a figure is one <svg>, got <${drawn.tagName}>`);
  drawn.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", description);
  drawn.querySelector("style")?.remove();
  // The image has one name. Elements without a role must not have names of their own.
  for (const named of drawn.querySelectorAll("[aria-label]")) {
    named.setAttribute("data-label", named.getAttribute("aria-label") ?? "");
    named.removeAttribute("aria-label");
  }
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
