import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compileKernels } from "../../packages/tfjs-jit/src/native/compile.mjs";
import { root, tfjsNode } from "./paths.mjs";
import { step } from "./step.mjs";

const sources = join(root, "packages/tfjs-jit/src/native");

/** Changes with the sources of tfjs-jit's kernels. */
export const kernelSources = () => {
  const hash = createHash("sha256");
  for (const name of readdirSync(sources).sort())
    hash.update(`${name}\n`).update(readFileSync(join(sources, name)));
  return hash.digest("hex");
};

/**
 * Compiles tfjs-jit's kernels beside tfjs-node's binding. Without them training steps use TensorFlow's,
 * which give the same results up to rounding.
 *
 * @returns the reason where they cannot be compiled
 */
export const setUpKernels = ({ quiet }) =>
  step(
    "compiling the kernels of training steps",
    async () => {
      try {
        await compileKernels(tfjsNode);
        return undefined;
      } catch ({ message }) {
        return message;
      }
    },
    { quiet },
  );

export const kernelsWarning = (reason) =>
  `Warning: ${reason}. Training steps use TensorFlow's kernels and take up to a fifth longer.`;
