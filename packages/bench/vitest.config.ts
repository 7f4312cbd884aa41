import { defineConfig } from "vitest/config";
import { fromSources } from "../../vitest.shared.ts";

export default defineConfig({
  ...fromSources,
  test: {
    pool: "forks",
    // A process of its own for each file takes longer to start than the tests take.
    isolate: false,
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    testTimeout: 60_000,
  },
});
