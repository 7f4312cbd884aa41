import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { compileBinding } from "./compile-binding.mjs";
import { linkLibraries } from "./link-libraries.mjs";
import { clearNative } from "./official-installer.mjs";
import { binding, tfjsNode } from "./paths.mjs";
import { smokeTest } from "./smoke-test.mjs";
import { step } from "./step.mjs";

const tryBinding = async (file, library) => {
  clearNative();
  linkLibraries(library, tfjsNode);
  mkdirSync(dirname(binding), { recursive: true });
  copyFileSync(file, binding);
  return smokeTest();
};

/**
 * Connects tfjs-node to the libraries in `library`: by the binding that was compiled for them
 * before, else by one that is compiled now and kept beside them. Returns the library's version.
 *
 * @throws with the reason where the binding cannot be compiled or does not work
 */
export const buildBinding = async (library, { quiet }) => {
  const cached = join(library, "tfjs_binding.node");
  if (existsSync(cached)) {
    const { library: version } = await tryBinding(cached, library);
    if (version) return version;
    rmSync(cached);
  }
  const draft = `${cached}.${process.pid}`;
  try {
    await step("compiling the TensorFlow binding", () => compileBinding(library, draft), { quiet });
    const { library: version, reason } = await tryBinding(draft, library);
    if (!version) throw new Error(`the compiled binding does not work: ${reason}`);
    renameSync(draft, cached);
    return version;
  } finally {
    rmSync(draft, { force: true });
  }
};
