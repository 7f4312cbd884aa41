import { Resvg } from "@resvg/resvg-js";
import { parseHTML } from "linkedom";

/** An SVG file of what `draw` makes, given a document to draw in. */
export const svgOf = (draw: (document: Document) => SVGElement): string => {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  return draw(document).outerHTML;
};

/**
 * A PNG file of what `draw` makes, `width` pixels wide (else as wide as the figure). Text is set in
 * the system's own fonts; on a system with none the figure comes without its text.
 */
export const pngOf = (
  draw: (document: Document) => SVGElement,
  { width }: { readonly width?: number } = {},
): Uint8Array =>
  new Resvg(svgOf(draw), {
    ...(width !== undefined && { fitTo: { mode: "width", value: width } }),
  })
    .render()
    .asPng();
