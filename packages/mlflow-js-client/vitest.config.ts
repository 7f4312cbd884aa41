import { defineConfig } from "vitest/config";
import { fromSources, oneProcess } from "../../vitest.shared.ts";

export default defineConfig({
  ...fromSources,
  test: {
    ...oneProcess,
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"],
    // Some build and install the package, and a busy machine is slow at that.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
