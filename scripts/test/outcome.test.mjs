import { expect, test } from "vitest";
import { outcomeOfReport, outcomeOfTasks, sum, verdict } from "./outcome.mjs";

const file = (name, status, assertionResults) => ({
  name: `/repo/${name}`,
  status,
  assertionResults,
});
const passing = { status: "passed", fullName: "one is one" };
const failing = { status: "failed", fullName: "one is two" };
const report = (testResults, changes = {}) => {
  const all = testResults.flatMap(({ assertionResults }) => assertionResults);
  return {
    success: testResults.every(({ status }) => status === "passed"),
    numTotalTests: all.length,
    numPassedTests: all.filter(({ status }) => status === "passed").length,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults,
    ...changes,
  };
};

test("a passing report counts its tests", () => {
  const good = report([file("a.test.ts", "passed", [passing, passing])]);
  expect(outcomeOfReport("core", good)).toEqual({ passed: 2, failed: [], skipped: 0 });
});

test("a failing test is named with its package and file", () => {
  const bad = report([file("a.test.ts", "failed", [passing, failing])]);
  expect(outcomeOfReport("core", bad)).toEqual({
    passed: 1,
    failed: ["core: a.test.ts › one is two"],
    skipped: 0,
  });
});

test("no report, no tests, a file that does not run and an error outside tests are failures", () => {
  expect(outcomeOfReport("core", undefined).failed).toHaveLength(1);
  expect(outcomeOfReport("core", report([])).failed).toHaveLength(1);
  const broken = report([file("a.test.ts", "failed", []), file("b.test.ts", "passed", [passing])]);
  expect(outcomeOfReport("core", broken).failed).toEqual(["core: a.test.ts did not run"]);
  const unhandled = report([file("a.test.ts", "passed", [passing])], { success: false });
  expect(outcomeOfReport("core", unhandled).failed).toEqual(["core: the test run failed"]);
});

test("each turbo task is a check: one that failed or did not run is a failure, one that does not exist does not count", () => {
  const task = (taskId, execution, command = "tsc") => ({
    taskId,
    task: taskId.split("#")[1],
    command,
    execution,
  });
  const summary = {
    tasks: [
      task("core#typecheck", { exitCode: 0 }),
      task("viz#typecheck", { exitCode: 2 }),
      task("cli#typecheck", undefined),
      task("cli#build", undefined, "<NONEXISTENT>"),
      task("core#transit", { exitCode: 1 }),
    ],
  };
  expect(outcomeOfTasks(summary, ["typecheck", "build"])).toEqual({
    passed: 1,
    failed: ["viz#typecheck", "cli#typecheck"],
    skipped: 0,
  });
  expect(outcomeOfTasks(undefined, ["typecheck"]).failed).toHaveLength(1);
});

test("the verdict names the failures and ends with the counts", () => {
  const total = sum([
    { passed: 3, failed: [], skipped: 0 },
    { passed: 1, failed: ["viz#typecheck"], skipped: 2 },
  ]);
  expect(verdict(total)).toBe("FAILED viz#typecheck\n4 passed, 1 failed, 2 skipped");
  expect(verdict({ passed: 5, failed: [], skipped: 0 })).toBe("5 passed, 0 failed");
});
