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
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"],
    env: oneThread,
    testTimeout: 60_000,
  },
});
