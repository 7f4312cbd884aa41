import { copyFileSync, cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, relative } from "node:path";
import { findBuildTools, missingTools } from "./build-tools.mjs";
import { linkLibraries } from "./link-libraries.mjs";
import { nodeHeaders, npm } from "./npm.mjs";
import { binding, cacheFolder, modules, root, tfjsNode } from "./paths.mjs";
import { errorLine, run } from "./run.mjs";

/** The first of these folders whose path has no space: make and gyp split paths at spaces. */
export const folderWithoutSpace = (folders = [tmpdir(), cacheFolder(), root]) => {
  const folder = folders.find((path) => !/\s/.test(path));
  if (folder === undefined)
    throw new Error(
      `cannot compile in a path with spaces (got ${folders.join(", ")}); set TMPDIR to a folder without`,
    );
  return folder;
};

/** Why the build failed: the tools that are missing, else what the build printed. */
export const buildFailure = (output, tools = findBuildTools()) => {
  const missing = missingTools(tools);
  return missing
    ? `cannot compile its binding: install ${missing}`
    : `cannot compile its binding: ${errorLine(output)}`;
};

/**
 * Compiles tfjs-node's binding for the libraries in `library` into `file`. The build runs in a
 * temporary copy, so neither the repository's path nor Node's may disturb it.
 *
 * @throws with the reason where it fails
 */
export const compileBinding = async (library, file) => {
  const folder = mkdtempSync(join(folderWithoutSpace(), "vae-lab-build-"));
  try {
    for (const name of ["binding", "binding.gyp", "package.json"])
      cpSync(join(tfjsNode, name), join(folder, name), { recursive: true });
    linkLibraries(library, folder);
    const headers = nodeHeaders();
    if (headers) symlinkSync(headers, join(folder, "node"), "dir");
    const env = {
      ...process.env,
      JOBS: "2",
      PATH: `${join(modules, ".bin")}${delimiter}${process.env.PATH ?? ""}`,
      // Without headers beside Node, node-gyp downloads them: here, not into a home with spaces.
      ...(headers
        ? { npm_config_nodedir: join(folder, "node") }
        : { npm_config_devdir: join(folder, "node-gyp") }),
    };
    const { code, output } = await npm(
      ["run", "--ignore-scripts=false", "build-addon-from-source"],
      { cwd: folder, env, timeLimit: 900_000 },
    );
    const built = join(folder, relative(tfjsNode, binding));
    if (code !== 0 || !existsSync(built)) throw new Error(buildFailure(output));
    if (process.platform === "darwin")
      await run("install_name_tool", ["-add_rpath", "@loader_path/../../deps/lib", built]);
    copyFileSync(built, file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
