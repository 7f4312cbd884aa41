import { defineConfig } from "vitest/config";
import { fromSources, oneProcess, patientPolls } from "../../vitest.shared.ts";

export default defineConfig({
  ...fromSources,
  test: {
    expect: patientPolls,
    ...oneProcess,
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    // These need a real MLflow: `npm run test:mlflow`.
    exclude: ["test/mlflow/**"],
    // Some tests start processes, which on a busy machine takes long.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
