import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./setup/places.mjs";
import { orExplain } from "./setup/setup-error.mjs";
import { setUp } from "./setup.mjs";
import { bin, cores, turboRun } from "./test/commands.mjs";
import { outcomeOfReport, outcomeOfTasks, readReport, sum, verdict } from "./test/outcome.mjs";
import { prepareMlflow, testMlflow } from "./test-mlflow.mjs";

const report = ".turbo/vitest-report.json";
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
const heading = (text) => console.log(`\n── ${text} ──`);

const hasTests = (folder) =>
  JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")).scripts?.test !== undefined;

const packages = ["packages", "apps"].flatMap((folder) =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .filter((name) => hasTests(name)),
);

const oneCheck = (name, code) => ({
  passed: code === 0 ? 1 : 0,
  failed: code === 0 ? [] : [name],
  skipped: 0,
});

/** What a run of tests reported, and that it also ended well. */
const collect = (folder, code) => {
  const outcome = outcomeOfReport(folder, readReport(join(root, folder, report)));
  if (code !== 0 && outcome.failed.length === 0)
    return { ...outcome, failed: [`${folder}: its test task ended with code ${code}`] };
  return outcome;
};

const testAll = async () => {
  for (const folder of [...packages, "scripts"])
    rmSync(join(root, folder, report), { force: true });

  // Mostly waiting for downloads, when it has anything to do: meanwhile the rest is tested.
  const mlflow = prepareMlflow();

  heading("scripts");
  const lint = await bin("biome", ["check", "scripts"]);
  const scripts = await bin("vitest", ["run", "--root", "scripts", ...reporters]);

  heading("types, lint, builds");
  const tasks = ["typecheck", "check", "build"];
  const checks = await turboRun(tasks, { concurrency: cores, logs: "errors-only" });

  heading("tests");
  // Two packages at once, with half of the cores each: few packages have files enough for all.
  const workers = Math.max(1, Math.floor(cores / 2));
  const tests = await turboRun(["test"], {
    concurrency: 2,
    logs: "full",
    passedOn: [...reporters, `--maxWorkers=${workers}`],
  });
  const exitCodeOf = (folder) =>
    tests.summary?.tasks.find((task) => task.task === "test" && task.directory === folder)
      ?.execution?.exitCode ?? 1;

  heading("a real MLflow server");
  const withMlflow = await testMlflow(await mlflow);

  return sum([
    oneCheck("biome check scripts", lint),
    collect("scripts", scripts),
    outcomeOfTasks(checks.summary, tasks),
    ...packages.map((folder) => collect(folder, exitCodeOf(folder))),
    withMlflow,
  ]);
};

await orExplain(async () => {
  await setUp({ browser: true });
  const outcome = await testAll();
  console.log(`\n${verdict(outcome)}`);
  process.exitCode = outcome.failed.length === 0 ? 0 : 1;
});
