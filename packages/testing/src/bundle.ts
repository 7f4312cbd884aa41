import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type BuildOptions, build } from "vite";

/** Bundles the page of a project, its index.html and all that it loads: files by URL path. */
export const bundle = async (
  project: string,
  { outDir = join(project, "page"), ...options }: BuildOptions = {},
): Promise<Record<string, Uint8Array>> => {
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
  const files = readdirSync(outDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    files.map((file) => {
      const path = relative(outDir, file).replaceAll("\\", "/");
      return [path === "index.html" ? "/" : `/${path}`, readFileSync(file)];
    }),
  );
};
