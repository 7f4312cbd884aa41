import base from "./vitest.config.ts";

/** Run by `npm run test:mlflow`, which starts a real MLflow server and names it to the tests. */
export default {
  ...base,
  test: {
    ...base.test,
    exclude: [],
    include: ["test/contract/**/*.test.ts", "test/mlflow/**/*.test.ts"],
    // One server with one worker answers them all.
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
};
