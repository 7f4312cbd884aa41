import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { builtPage } from "./built-page.ts";

/** Bytes of the scripts that every page loads first, compressed. */
const limit = 200_000;

test("the entry and the scripts that it preloads take less than 200 kB, compressed", async () => {
  const folder = await builtPage();
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const loads = /<(?:script|link)[^>]*?(?:src|modulepreload[^>]*href)="([^"]+\.js)"/g;
  const files = [...html.matchAll(loads)].map(([, path = ""]) => path);
  const sizes = files.map((path) => gzipSync(readFileSync(join(folder, path))).byteLength);
  // react-dom alone takes more than 50 kB: the files were found
  const total = sizes.reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(50_000);
  expect(total).toBeLessThan(limit);
});
