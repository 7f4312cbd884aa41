import { defineConfig } from "vitest/config";
import { fromSources, oneProcess, patientPolls } from "../../vitest.shared.ts";

export default defineConfig({
  ...fromSources,
  test: {
    expect: patientPolls,
    pool: "forks",
    // The real command takes a second or two to start, longer beside other packages' tests.
    testTimeout: 180_000,
    projects: [
      {
        extends: true,
        test: { name: "units", ...oneProcess, include: ["src/**/*.test.{ts,tsx}"] },
      },
      { extends: true, test: { name: "commands", include: ["test/**/*.test.{ts,tsx}"] } },
    ],
  },
});
