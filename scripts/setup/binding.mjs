import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { clearNative, npmInTfjsNode } from "./official-installer.mjs";
import { binding, tfjsNode } from "./places.mjs";
import { lastWords, run } from "./run.mjs";
import { smokeTest } from "./smoke-test.mjs";
import { step } from "./step.mjs";
import { linkNames } from "./wheel-pins.mjs";

const linkLibraries = (library) => {
  clearNative();
  mkdirSync(join(tfjsNode, "deps/lib"), { recursive: true });
  for (const [name, target] of Object.entries(linkNames()))
    symlinkSync(join(library, target), join(tfjsNode, "deps/lib", name));
  symlinkSync(join(library, "include"), join(tfjsNode, "deps/include"), "dir");
};

const compile = async () => {
  const { code, output } = await npmInTfjsNode("build-addon-from-source", { timeLimit: 900_000 });
  if (code !== 0 || !existsSync(binding))
    throw new Error(
      `its binding could not be compiled, which needs Python, make and a C++ compiler: ${lastWords(output)}`,
    );
  if (process.platform === "darwin")
    await run("install_name_tool", ["-add_rpath", "@loader_path/../../deps/lib", binding]);
};

/**
 * Joins tfjs-node to the libraries in `library`: links them in place, then takes the binding that
 * was compiled for them before, or compiles it. Returns the library's version; throws with a reason.
 */
export const bindTo = async (library, { quiet }) => {
  const kept = join(library, "tfjs_binding.node");
  linkLibraries(library);
  if (existsSync(kept)) {
    mkdirSync(dirname(binding), { recursive: true });
    copyFileSync(kept, binding);
    const { library: version } = await smokeTest();
    if (version) return version;
    rmSync(kept);
    linkLibraries(library);
  }
  await step("compiling the TensorFlow binding", compile, { quiet });
  const { library: version, reason } = await smokeTest();
  if (!version) throw new Error(`the compiled binding does not work: ${reason}`);
  copyFileSync(binding, `${kept}.new`);
  renameSync(`${kept}.new`, kept);
  return version;
};
