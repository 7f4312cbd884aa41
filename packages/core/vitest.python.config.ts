import base from "./vitest.config.ts";

/** Run by `npm run test:mlflow`, which names a Python with numpy and safetensors to the tests. */
export default {
  ...base,
  test: { ...base.test, exclude: [], include: ["test/python/**/*.test.ts"] },
};
