import { defineConfig } from "vitest/config";
import { fromSources, oneProcess, patientPolls } from "../../vitest.shared.ts";

export default defineConfig({
  ...fromSources,
  test: {
    expect: patientPolls,
    pool: "forks",
    globalSetup: "test/pages-folder.ts",
    // Browser tests share the cores with each other and with what they started.
    fileParallelism: false,
    testTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: { name: "units", ...oneProcess, include: ["src/**/*.test.{ts,tsx}"] },
      },
      {
        extends: true,
        test: {
          name: "pages",
          include: ["test/**/*.test.{ts,tsx}"],
          // These need a real MLflow: `npm run test:mlflow`.
          exclude: ["test/mlflow/**"],
        },
      },
    ],
  },
});
