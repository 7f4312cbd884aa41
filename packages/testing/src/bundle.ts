import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";

/** The page of a project (its index.html and what that loads), bundled: URL paths to texts. */
export const bundle = async (project: string): Promise<Record<string, string>> => {
  const outDir = join(project, "page");
  await build({
    root: project,
    configFile: false,
    logLevel: "error",
    build: { outDir, target: "es2023", modulePreload: false, chunkSizeWarningLimit: 10_000 },
  });
  const names = readdirSync(outDir, { recursive: true, encoding: "utf8" });
  return Object.fromEntries(
    names
      .filter((name) => /\.(js|html)$/.test(name))
      .map((name) => [
        name === "index.html" ? "/" : `/${name}`,
        readFileSync(join(outDir, name), "utf8"),
      ]),
  );
};
