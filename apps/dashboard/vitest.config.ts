import { defineConfig } from "vitest/config";
import { fromSources } from "../../vitest.shared.ts";

export default defineConfig({
  ...fromSources,
  test: {
    pool: "forks",
    // Browser tests share the cores with each other and with what they started.
    fileParallelism: false,
    testTimeout: 30_000,
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"],
  },
});
