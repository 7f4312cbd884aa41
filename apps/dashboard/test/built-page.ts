import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import { buildPage } from "./serve.ts";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const setUp = new URL("../../../scripts/setup/page.mjs", import.meta.url).href;

let isBuilt = false;

/** The page that is served to users, built if a source has changed since the last time. */
const productionPage = async (): Promise<string> => {
  const page: { readonly buildPage: () => Promise<void> } = await import(setUp);
  if (!isBuilt) await page.buildPage();
  isBuilt = true;
  return dist;
};

/** The folder of the page in this mode. The first test file that asks for it builds it for all. */
export const builtPage = async (mode: "production" | "fixture" = "production"): Promise<string> => {
  if (mode === "production") return productionPage();
  const folder = join(inject("pages"), mode);
  if (!existsSync(join(folder, "index.html"))) await buildPage(folder, mode);
  return folder;
};
