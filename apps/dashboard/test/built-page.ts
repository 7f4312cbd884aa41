import { existsSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { buildPage } from "./serve.ts";

/** The folder of the page in this mode. The first test file that asks for it builds it for all. */
export const builtPage = async (mode: "production" | "fixture" = "production"): Promise<string> => {
  const folder = join(inject("pages"), mode);
  if (!existsSync(join(folder, "index.html"))) await buildPage(folder, mode);
  return folder;
};
