import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { svgOf } from "../src/node.ts";

type Figure = { readonly draw: (document: Document) => SVGElement };

const folder = new URL("../gallery/", import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith(".ts"));

/** To hundredths of a pixel: the last digits of a logarithm differ between versions of Node. */
const rounded = (svg: string): string =>
  svg.replaceAll(/\d+\.\d{3,}/g, (digits) => String(Number(Number(digits).toFixed(2))));

test.for(names)("gallery/%s is unchanged and deterministic", async (name) => {
  const { draw }: Figure = await import(fileURLToPath(new URL(name, folder)));
  const svg = svgOf(draw);
  expect(svgOf(draw)).toBe(svg);
  await expect(`${rounded(svg)}\n`).toMatchFileSnapshot(`gallery/${name.replace(".ts", ".svg")}`);
});

test("the gallery page shows every figure", () => {
  const page = readFileSync(new URL("README.md", folder), "utf8");
  for (const name of names)
    expect(page).toContain(`../test/gallery/${name.replace(".ts", ".svg")}`);
});
