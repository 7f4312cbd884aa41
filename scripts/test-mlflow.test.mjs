import { afterEach, expect, test, vi } from "vitest";
import { environmentProblem } from "./mlflow/environment.mjs";
import { testMlflow } from "./test-mlflow.mjs";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test("without Python the tests with MLflow are skipped, counted and announced", async () => {
  vi.stubEnv("PATH", "/nowhere");
  const skip = await environmentProblem();
  expect(skip).toBe("python3 with pip not found");
  const log = vi.spyOn(console, "log").mockReturnValue(undefined);
  expect(await testMlflow({ skip })).toEqual({ passed: 0, failed: [], skipped: 1 });
  expect(log.mock.calls.flat().join()).toContain("!!! SKIPPED");
});

test("an environment that cannot be created is a failure, not a skip", async () => {
  const { failed, skipped } = await testMlflow({ failed: "pip could not reach an index" });
  expect(failed).toEqual(["with a real MLflow and Python: pip could not reach an index"]);
  expect(skipped).toBe(0);
});
