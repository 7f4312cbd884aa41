import type { Look } from "./palette.ts";

/** One entry of a legend; `hollow` draws the symbol's outline alone. */
export interface LegendEntry extends Look {
  readonly text: string;
  readonly hollow?: boolean;
  readonly line?: boolean;
}

interface Placed {
  readonly entry: LegendEntry;
  readonly x: number;
  readonly row: number;
}

const swatch = 15;
const gap = (text: string): number => (text.length > 2 ? 16 : 8);
export const legendRowHeight = 20;

// Text cannot be measured outside a browser; 0.56 em is the mean width of a sans-serif character.
const textWidth = (text: string, size: number): number => text.length * size * 0.56;

/** Positions of the entries: from left to right, in rows of at most `width` pixels. */
export const layLegend = (
  entries: readonly LegendEntry[],
  width: number,
): { readonly placed: readonly Placed[]; readonly rows: number } => {
  let x = 0;
  let row = 0;
  const placed = entries.map((entry) => {
    const needed = swatch + textWidth(entry.text, 12);
    if (x > 0 && x + needed > width) {
      x = 0;
      row += 1;
    }
    const place = { entry, x, row };
    x += needed + gap(entry.text);
    return place;
  });
  return { placed, rows: entries.length === 0 ? 0 : row + 1 };
};

const symbolPath: Record<Look["symbol"], string> = {
  circle: "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z",
  triangle: "M0,-4.8L4.6,3.4L-4.6,3.4z",
  square: "M-3.8,-3.8h7.6v7.6h-7.6z",
  diamond: "M0,-5.2L4.6,0L0,5.2L-4.6,0z",
  star: "M0,-5L1.4,-1.6L5,-1.5L2.2,0.8L3.1,4.3L0,2.2L-3.1,4.3L-2.2,0.8L-5,-1.5L-1.4,-1.6z",
};

export const svgElement = (
  document: Document,
  name: string,
  attributes: Record<string, string | number>,
): SVGElement => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
};

/** The legend as a group; the origin is its top left corner. */
export const drawLegend = (
  document: Document,
  entries: readonly LegendEntry[],
  width: number,
): SVGElement => {
  const group = svgElement(document, "g", { "data-label": "legend", "text-anchor": "start" });
  for (const { entry, x, row } of layLegend(entries, width).placed) {
    const item = svgElement(document, "g", {
      transform: `translate(${x.toFixed(1)},${row * legendRowHeight + 10})`,
    });
    item.append(
      entry.line
        ? svgElement(document, "path", {
            d: "M-1,0h12",
            stroke: entry.colour,
            "stroke-width": 2.5,
            "stroke-dasharray": entry.dash,
          })
        : svgElement(document, "path", {
            d: symbolPath[entry.symbol],
            transform: "translate(5,0)",
            fill: entry.hollow ? "none" : entry.colour,
            stroke: entry.colour,
            "stroke-width": 1.5,
          }),
    );
    const text = svgElement(document, "text", { x: swatch, dy: "0.35em", "font-size": 12 });
    text.textContent = entry.text;
    item.append(text);
    group.append(item);
  }
  return group;
};
