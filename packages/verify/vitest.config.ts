import { defineConfig } from "vitest/config";
import { fromSources } from "../../vitest.shared.ts";

export default defineConfig({
  ...fromSources,
  test: {
    pool: "forks",
    // The native library takes a second to load: once for all files, not once for each.
    isolate: false,
    maxWorkers: 1,
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    setupFiles: ["test/setup.ts"],
    testTimeout: 60_000,
    env: {
      TF_NUM_INTRAOP_THREADS: "1",
      TF_NUM_INTEROP_THREADS: "1",
      OMP_NUM_THREADS: "1",
    },
  },
});
