#!/usr/bin/env node
// Compiles tfjs-jit's kernels for the TensorFlow library of the installed @tensorflow/tfjs-node and puts
// them beside its binding, where tfjs-jit looks for them. Needs g++ or clang++.
import { execFile } from "node:child_process";
import { existsSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

const sources = dirname(fileURLToPath(import.meta.url));

const compilers = process.env.CXX ? [process.env.CXX] : ["g++", "c++", "clang++"];

const works = (compiler) =>
  run(compiler, ["--version"]).then(
    () => true,
    () => false,
  );

const findCompiler = async () => {
  if (process.platform === "win32") return undefined;
  for (const compiler of compilers) if (await works(compiler)) return compiler;
  return undefined;
};

const optionsFor = (tfjsNode) => [
  ...["-std=c++17", "-O3", "-fno-math-errno", "-ffp-contract=fast", "-fPIC", "-shared"],
  ...["-fvisibility=hidden", "-Wno-psabi", "-Wno-attributes"],
  ...["-I", join(tfjsNode, "deps/include"), join(sources, "kernels.cc")],
  ...linking(join(tfjsNode, "deps/lib")),
];

const firstError = ({ message, stderr = "" }) => {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  return lines.find((line) => line.includes("error")) ?? lines[0] ?? message;
};

/** TensorFlow's symbols: on macOS from what the process has loaded, elsewhere from these libraries. */
const linking = (libraries) =>
  process.platform === "darwin"
    ? ["-undefined", "dynamic_lookup"]
    : ["-L", libraries, "-Wl,--as-needed", "-ltensorflow", "-ltensorflow_framework"];

/**
 * Compiles the kernels into `lib/napi-v8` of the folder of @tensorflow/tfjs-node.
 *
 * @throws Error with the reason where they cannot be compiled
 */
export const compileKernels = async (tfjsNode) => {
  const folder = join(tfjsNode, "lib/napi-v8");
  if (!existsSync(join(folder, "tfjs_binding.node")))
    throw new Error(
      `cannot compile the kernels: the native library of @tensorflow/tfjs-node is not installed (in ${tfjsNode})`,
    );
  const compiler = await findCompiler();
  if (compiler === undefined)
    throw new Error(
      `cannot compile the kernels: no C++ compiler (looked for ${compilers.join(", ")}); install g++ or clang++`,
    );
  const file = join(folder, "tfjs_jit_kernels.node");
  const draft = `${file}.${process.pid}`;
  try {
    await run(compiler, [...optionsFor(tfjsNode), "-o", draft]);
    renameSync(draft, file); // not written over: a process may have loaded the old file
  } catch (error) {
    throw new Error(`cannot compile the kernels: ${firstError(error)}`);
  } finally {
    rmSync(draft, { force: true });
  }
  return file;
};

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const require = createRequire(join(process.cwd(), "package.json"));
  try {
    const tfjsNode = dirname(require.resolve("@tensorflow/tfjs-node/package.json"));
    console.log(`compiled ${await compileKernels(tfjsNode)}`);
  } catch ({ message }) {
    console.error(message);
    process.exitCode = 1;
  }
}
