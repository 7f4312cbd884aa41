import { readFileSync } from "node:fs";

/** A count of checks: { passed, failed: names, skipped }. */
export const none = { passed: 0, failed: [], skipped: 0 };

export const sum = (outcomes) =>
  outcomes.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: [...total.failed, ...failed],
      skipped: total.skipped + skipped,
    }),
    none,
  );

/**
 * The outcome of one package's Vitest report. A missing report means that Vitest did not finish: a
 * failure, like a file that failed without a failing test.
 */
export const outcomeOfReport = (name, report) => {
  if (!report) return { ...none, failed: [`${name}: the tests did not finish`] };
  const failed = report.testResults.flatMap((file) => {
    const tests = file.assertionResults.filter(({ status }) => status === "failed");
    const where = `${name}: ${file.name.split(/[\\/]/).at(-1)}`;
    if (tests.length === 0 && file.status === "failed") return [`${where} did not run`];
    return tests.map(({ fullName }) => `${where} › ${fullName}`);
  });
  if (failed.length === 0 && !report.success) failed.push(`${name}: the test run failed`);
  if (report.numTotalTests === 0) failed.push(`${name}: there are no tests`);
  return {
    passed: report.numPassedTests,
    failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
};

export const readReport = (file) => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/** The outcome of a turbo run, from its summary: each task is one check. */
export const outcomeOfTasks = (summary, wanted) => {
  const tasks = (summary?.tasks ?? []).filter(({ task }) => wanted.includes(task));
  const ran = tasks.filter(({ command }) => command !== "<NONEXISTENT>");
  if (ran.length === 0) return { ...none, failed: [`${wanted.join(", ")}: turbo did not run`] };
  const good = ran.filter(({ execution }) => execution?.exitCode === 0);
  return {
    passed: good.length,
    failed: ran.filter((task) => !good.includes(task)).map(({ taskId }) => taskId),
    skipped: 0,
  };
};

/** The last lines of `npm test`: the names of the failures, then the counts. */
export const verdict = ({ passed, failed, skipped }) =>
  [
    ...failed.map((name) => `FAILED ${name}`),
    `${passed} passed, ${failed.length} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`,
  ].join("\n");
