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
    projects: [
      // A process of its own for each of these files takes longer to start than its tests take.
      {
        extends: true,
        test: { name: "units", isolate: false, include: ["src/**/*.test.{ts,tsx}"] },
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
