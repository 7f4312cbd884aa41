import { Resvg } from "@resvg/resvg-js";
import { expect, test } from "vitest";
import { unitRates } from "../src/index.ts";
import { pngOf, svgOf } from "../src/node.ts";

const draw = (document: Document): SVGElement =>
  unitRates([{ unit: 0, rate: 1 }], { document, width: 300, height: 200, title: "A title" });

const sizeOf = (png: Uint8Array): number[] => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

test("a PNG has the figure's width or the requested one", () => {
  expect(sizeOf(pngOf(draw))).toEqual([300, 200]);
  expect(sizeOf(pngOf(draw, { width: 600 }))).toEqual([600, 400]);
});

test("text is drawn if the system has a font", () => {
  const svg = svgOf(draw);
  const bare = svg.replaceAll(/<text[\s\S]*?<\/text>/g, "");
  const hasFont = new Resvg(
    '<svg xmlns="http://www.w3.org/2000/svg"><text y="9">M</text></svg>',
  ).getBBox();
  const [withText, without] = [svg, bare].map((text) => new Resvg(text).render().pixels);
  expect(withText?.equals(without ?? Buffer.of())).toBe(hasFont === undefined);
});
