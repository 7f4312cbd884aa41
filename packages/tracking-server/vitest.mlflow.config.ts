import base from "./vitest.config.ts";

/** Run by `npm run test:mlflow`: against a real MLflow server, one file at a time. */
export default {
  ...base,
  test: { ...base.test, include: ["test/contract/**/*.test.ts", "test/mlflow/**/*.test.ts"] },
};
