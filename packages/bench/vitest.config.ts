import { defineConfig } from "vitest/config";
import { fromSources, oneProcess } from "../../vitest.shared.ts";

export default defineConfig({
  ...fromSources,
  test: {
    ...oneProcess,
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    testTimeout: 60_000,
  },
});
