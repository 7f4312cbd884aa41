import { defineConfig } from "vitest/config";
import { fromSources } from "../../vitest.shared.ts";

/** It tests what the first graph of a process does. */
const firstGraph = "src/session.test.ts";

/** They test what differs between tfjs-jit's kernels and TensorFlow's. */
const ofKernels = [
  "src/bfloat16*.test.ts",
  "src/kernels.test.ts",
  "src/mostly-zero.test.ts",
  "src/optimizers/*.test.ts",
];

export default defineConfig({
  ...fromSources,
  test: {
    pool: "forks",
    setupFiles: ["test/setup.ts"],
    testTimeout: 30_000,
    env: {
      TF_NUM_INTRAOP_THREADS: "1",
      TF_NUM_INTEROP_THREADS: "1",
      OMP_NUM_THREADS: "1",
    },
    projects: [
      { extends: true, test: { name: "first graph", include: [firstGraph] } },
      // The native library takes a second to load: once for all these files, not once for each.
      {
        extends: true,
        test: {
          name: "all others",
          isolate: false,
          include: ["src/**/*.test.ts", "test/**/*.test.ts"],
          exclude: [firstGraph],
        },
      },
      {
        extends: true,
        test: {
          name: "TensorFlow's kernels",
          isolate: false,
          include: ofKernels,
          env: { TFJS_JIT_KERNELS: "off" },
        },
      },
      // On a processor with AVX-512 the others use that.
      {
        extends: true,
        test: {
          name: "kernels for AVX2",
          include: ["src/kernels.test.ts"],
          env: { TFJS_JIT_KERNELS: "avx2" },
        },
      },
    ],
  },
});
