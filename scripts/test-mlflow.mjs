import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { mlflowPython, whyNoEnvironment } from "./mlflow/environment.mjs";
import { startMlflow } from "./mlflow/server.mjs";
import { root } from "./setup/places.mjs";
import { orExplain } from "./setup/setup-error.mjs";
import { setUp } from "./setup.mjs";
import { bin } from "./test/commands.mjs";
import { none, outcomeOfReport, readReport, sum, verdict } from "./test/outcome.mjs";

/** What needs that Python: the contract with MLflow, and what Python reads of ours. */
const suites = [
  { folder: "packages/tracking-server", config: "vitest.mlflow.config.ts" },
  { folder: "packages/core", config: "vitest.python.config.ts" },
];
const name = "with a real MLflow and Python";
const report = ".turbo/vitest-mlflow-report.json";
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];

/** A Python with MLflow, or why there is none: { python } or { skip } or { failed }. */
export const prepareMlflow = async () => {
  const reason = await whyNoEnvironment();
  if (reason) return { skip: reason };
  try {
    return { python: await mlflowPython() };
  } catch (error) {
    return { failed: `the environment could not be made: ${error.message}` };
  }
};

/**
 * The contract suite against a real MLflow server, Python's client against the embedded one, and
 * checkpoints read by numpy.
 */
export const testMlflow = async ({ python, skip, failed }) => {
  if (skip) {
    console.log(`\n!!! SKIPPED: the tests ${name} (${skip}) !!!\n`);
    return { ...none, skipped: 1 };
  }
  if (failed) return { ...none, failed: [`${name}: ${failed}`] };
  const server = await startMlflow(python);
  const env = { VAE_LAB_MLFLOW_URL: server.url, VAE_LAB_MLFLOW_PYTHON: python };
  const run = async ({ folder, config }) => {
    rmSync(join(root, folder, report), { force: true });
    const args = ["run", "--root", folder, "--config", config, ...reporters];
    const code = await bin("vitest", args, env);
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
  await orExplain(async () => {
    await setUp();
    const outcome = await testMlflow(await prepareMlflow());
    console.log(`\n${verdict(outcome)}`);
    process.exitCode = outcome.failed.length === 0 ? 0 : 1;
  });
