import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { environmentProblem, mlflowPython } from "./mlflow/environment.mjs";
import { startMlflow } from "./mlflow/server.mjs";
import { root } from "./setup/paths.mjs";
import { runCommand } from "./setup/setup-error.mjs";
import { setUp } from "./setup.mjs";
import { bin } from "./test/commands.mjs";
import { none, outcomeOfReport, readReport, sum, verdict } from "./test/outcome.mjs";

/** The tests that need this Python: the contract with MLflow, our pages on it, and our files read in Python. */
const suites = [
  { folder: "packages/tracking-server", config: "vitest.mlflow.config.ts" },
  { folder: "apps/dashboard", config: "vitest.mlflow.config.ts" },
  { folder: "packages/core", config: "vitest.python.config.ts" },
];
const name = "with a real MLflow and Python";
const report = ".turbo/vitest-mlflow-report.json";
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];

/** A Python with MLflow: { python }; or the reason why there is none: { skip } or { failed }. */
export const prepareMlflow = async () => {
  const reason = await environmentProblem();
  if (reason) return { skip: reason };
  try {
    return { python: await mlflowPython() };
  } catch (error) {
    return { failed: `cannot create the environment: ${error.message}` };
  }
};

/**
 * Runs the contract tests and the dashboard against a real MLflow server, Python's client against the
 * embedded server, and numpy's reading of checkpoints. With `atEnd` each suite prints when it has ended.
 */
export const testMlflow = async ({ python, skip, failed }, { atEnd = false } = {}) => {
  if (skip) {
    console.log(`\n!!! SKIPPED: the tests ${name} (${skip}) !!!\n`);
    return { ...none, skipped: 1 };
  }
  if (failed) return { ...none, failed: [`${name}: ${failed}`] };
  const server = await startMlflow(python).catch((error) => error);
  if (server instanceof Error) return { ...none, failed: [`${name}: ${server.message}`] };
  const env = { VAE_LAB_MLFLOW_URL: server.url, VAE_LAB_MLFLOW_PYTHON: python };
  const run = async ({ folder, config }) => {
    rmSync(join(root, folder, report), { force: true });
    const args = ["run", "--root", folder, "--config", config, ...reporters];
    const code = await bin("vitest", args, env, { atEnd });
    const outcome = outcomeOfReport(name, readReport(join(root, folder, report)));
    if (code !== 0 && outcome.failed.length === 0)
      return { ...outcome, failed: [`${name}: ${folder} ended with code ${code}`] };
    return outcome;
  };
  try {
    const outcomes = [];
    for (const suite of suites) outcomes.push(await run(suite));
    return sum(outcomes);
  } finally {
    await server.stop();
  }
};

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await runCommand(async () => {
    await setUp({ browser: true });
    const outcome = await testMlflow(await prepareMlflow());
    console.log(`\n${verdict(outcome)}`);
    process.exitCode = outcome.failed.length === 0 ? 0 : 1;
  });
