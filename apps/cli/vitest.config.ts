import { defineConfig } from "vitest/config";
import { fromSources, patientPolls } from "../../vitest.shared.ts";

export default defineConfig({
  ...fromSources,
  test: {
    expect: patientPolls,
    pool: "forks",
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"],
    // The real command takes a second or two to start, longer beside other packages' tests.
    testTimeout: 180_000,
  },
});
