import { existsSync } from "node:fs";
import { describe } from "vitest";
import { type Kernels, kernels, kernelsFile } from "../src/kernels.ts";

if (!existsSync(kernelsFile()))
  console.warn("tfjs-jit's kernels are not compiled here, so their tests do not run");

/** Describes what holds with these kernels; vitest.config.ts runs the files with each. */
export const withKernels = (which: Kernels, title: string, tests: () => void): void => {
  if (kernels() === which) describe(title, tests);
};
