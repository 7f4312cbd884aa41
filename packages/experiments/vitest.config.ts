import { defineConfig } from "vitest/config";
import { fromSources } from "../../vitest.shared.ts";

const oneThread = {
  TF_NUM_INTRAOP_THREADS: "1",
  TF_NUM_INTEROP_THREADS: "1",
  OMP_NUM_THREADS: "1",
};

export default defineConfig({
  ...fromSources,
  test: {
    pool: "forks",
    env: oneThread,
    testTimeout: 180_000,
    projects: [
      // The native library takes a second to load: once for all these files, not once for each.
      {
        extends: true,
        test: { name: "units", isolate: false, include: ["src/**/*.test.{ts,tsx}"] },
      },
      // Sweeps, stores and processes: each file gets a process of its own.
      { extends: true, test: { name: "sweeps", include: ["test/**/*.test.{ts,tsx}"] } },
    ],
  },
});
