import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, build } from "vite";

/** The page of a project (its index.html and what that loads), bundled: URL paths to texts. */
export const bundle = async (
  project: string,
  options: BuildOptions = {},
): Promise<Record<string, string>> => {
  const outDir = join(project, "page");
  await build({
    root: project,
    configFile: false,
    logLevel: "error",
    build: {
      outDir,
      target: "es2023",
      modulePreload: false,
      chunkSizeWarningLimit: 10_000,
      ...options,
    },
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
