import { Resvg } from "@resvg/resvg-js";
import { parseHTML } from "linkedom";

/** The figure as an SVG file. */
export const svgOf = (draw: (document: Document) => SVGElement): string => {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  return draw(document).outerHTML;
};

/**
 * The figure as a PNG file, `width` pixels wide (default: the figure's width). Text uses the fonts of
 * the system; without any font the image has no text.
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
