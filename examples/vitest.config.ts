import { defineConfig } from "vitest/config";
import { fromSources } from "../vitest.shared.ts";

export default defineConfig({
  ...fromSources,
  test: {
    pool: "forks",
    testTimeout: 120_000,
    env: { TF_NUM_INTRAOP_THREADS: "1", TF_NUM_INTEROP_THREADS: "1", OMP_NUM_THREADS: "1" },
  },
});
