import base from "./vitest.config.ts";

const { projects: _, ...shared } = base.test ?? {};

/** Run by `npm run test:mlflow`, which starts a real MLflow server and names it to the tests. */
export default { ...base, test: { ...shared, include: ["test/mlflow/**/*.test.ts"] } };
