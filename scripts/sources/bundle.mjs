import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { modules, root } from "../setup/paths.mjs";
import { isCommonJs } from "./common-js.mjs";
import { removeOldBuilds } from "./old-builds.mjs";
import { changedSince, hasStamps, stampsOf } from "./stamps.mjs";

/** ES modules of many small files, which load faster from one. Other packages are imported from where they are. */
const bundled = /^(zod|hono|@hono\/node-server|@observablehq\/plot|d3|d3-[a-z-]+)(\/|$)/;

/** Files besides the sources that decide what is built. */
const others = [fileURLToPath(import.meta.url), join(root, "package-lock.json")];

const isSource = (path) => path.startsWith(root) && !/[\\/]node_modules[\\/]/.test(path);

/** What `requirePackage` is, in each file of a bundle. */
const withRequire =
  'import { createRequire as requireOf } from "node:module"; const requirePackage = requireOf(import.meta.url);';

/** Leaves packages out of the bundle, and keeps what a source file knows of its own place. */
const sources = {
  name: "sources",
  setup({ onLoad, onResolve, resolve: find }) {
    const isAsked = Symbol("asked");
    onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...context }) => {
      if (pluginData === isAsked || path.startsWith("node:")) return undefined;
      const found = await find(path, { ...context, pluginData: isAsked });
      if (found.errors.length > 0 || found.external) return found;
      if (isSource(found.path) || bundled.test(path)) return found;
      // An import() is made where it stands, and Node finds the names for it.
      if (context.kind !== "dynamic-import" && isCommonJs(found.path))
        return { path: found.path, namespace: "required" };
      return { path: pathToFileURL(found.path).href, external: true };
    });
    // Required where it is first used, in the order of the sources: an ES module imports what it imports
    // before it runs its first line, and Node reads all of a CommonJS module for the names in it.
    onLoad({ filter: /./, namespace: "required" }, ({ path }) => ({
      contents: `module.exports = requirePackage(${JSON.stringify(path)});`,
    }));
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      const contents = text
        .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href))
        .replaceAll("import.meta.dirname", JSON.stringify(dirname(path)));
      return contents === text ? undefined : { contents, loader: "ts" };
    });
  },
};

/** The entry of the last build, if none of the files that it was made of has changed. */
const lastBuild = (folder) => {
  try {
    const { entry, stamps } = JSON.parse(readFileSync(join(folder, "last.json"), "utf8"));
    const path = join(folder, entry);
    return hasStamps(stamps) && existsSync(path) ? path : undefined;
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/** Each build has a folder of its own, from which processes that run it can load parts later. */
const newBuild = async (file, folder) => {
  const build = `${Date.now()}-${process.pid}`;
  const began = performance.timeOrigin + performance.now();
  const esbuild = await import("esbuild");
  const { metafile } = await esbuild.build({
    entryPoints: { entry: file },
    outdir: join(folder, build),
    absWorkingDir: root,
    conditions: ["@vae-lab/source"],
    ...{ bundle: true, splitting: true, format: "esm", outExtension: { ".js": ".mjs" } },
    ...{ platform: "node", target: "node20", sourcemap: "linked", sourcesContent: false },
    banner: { js: withRequire },
    ...{ metafile: true, plugins: [sources], logLevel: "silent" },
  });
  esbuild.stop();
  const entry = join(build, "entry.mjs");
  const inputs = Object.keys(metafile.inputs).map((path) =>
    resolve(root, path.replace(/^required:/, "")),
  );
  const files = [...others, ...inputs];
  // A source that was written meanwhile may have been read before: the next start builds again.
  if (!changedSince(began, files)) {
    const draft = join(folder, `${build}.json`);
    writeFileSync(draft, JSON.stringify({ entry, stamps: stampsOf(files) }));
    renameSync(draft, join(folder, "last.json"));
  }
  removeOldBuilds(folder);
  return join(folder, entry);
};

/**
 * A TypeScript file of this repository with the sources that it imports, as one file of JavaScript for
 * Node and a few that it loads later. It loads five times as fast as the sources one by one. It is
 * built when a source has changed since, and kept in `node_modules/.cache`.
 *
 * @returns the path of the built file
 * @throws if a source has an error, or the cache cannot be written
 */
export const bundle = async (file, cache = join(modules, ".cache", "vae-lab")) => {
  const name = createHash("sha256").update(file).digest("hex").slice(0, 16);
  const folder = join(cache, name);
  mkdirSync(folder, { recursive: true });
  return lastBuild(folder) ?? newBuild(file, folder);
};
