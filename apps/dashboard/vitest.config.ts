import { defineConfig } from "vitest/config";
import { fromSources, patientPolls } from "../../vitest.shared.ts";

export default defineConfig({
  ...fromSources,
  test: {
    expect: patientPolls,
    pool: "forks",
    globalSetup: "test/pages-folder.ts",
    // Browser tests share the cores with each other and with what they started.
    fileParallelism: false,
    testTimeout: 120_000,
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"],
  },
});
