import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./setup/paths.mjs";
import { runCommand, SetupError } from "./setup/setup-error.mjs";
import { setUp } from "./setup.mjs";
import { bin, cores, turboRun } from "./test/commands.mjs";
import {
  none,
  outcomeOfReport,
  outcomeOfTasks,
  readReport,
  sum,
  verdict,
} from "./test/outcome.mjs";
import { prepareMlflow, testMlflow } from "./test-mlflow.mjs";

const report = ".turbo/vitest-report.json";
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
const heading = (text) => console.log(`\n── ${text} ──`);

/** Packages whose tests train or start the command line, and take most of the time. */
const slow = ["packages/bench", "packages/experiments", "apps/cli", "apps/dashboard"];

const hasTests = (folder) =>
  JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")).scripts?.test !== undefined;

const foldersIn = (folder) =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${folder}/${name}`);

const testedPackages = (quick) =>
  [...foldersIn("packages"), ...foldersIn("apps"), "docs", "examples"].filter(
    (folder) => hasTests(folder) && !(quick && slow.includes(folder)),
  );

const oneCheck = (name, code) => ({
  passed: code === 0 ? 1 : 0,
  failed: code === 0 ? [] : [name],
  skipped: 0,
});

/** The outcome of a package's tests: its report, and its exit code. */
const collect = (folder, code) => {
  const outcome = outcomeOfReport(folder, readReport(join(root, folder, report)));
  if (code !== 0 && outcome.failed.length === 0)
    return { ...outcome, failed: [`${folder}: its tests ended with exit code ${code}`] };
  return outcome;
};

const testAll = async ({ quick }) => {
  const packages = testedPackages(quick);
  for (const folder of [...packages, "scripts"])
    rmSync(join(root, folder, report), { force: true });

  // Downloads in the background, on the first run, while the other tests run.
  const mlflow = quick ? undefined : prepareMlflow();

  heading("scripts");
  const lint = await bin("biome", ["check", "scripts"]);
  const unused = await bin("knip", ["--no-config-hints"]);
  const scripts = await bin("vitest", ["run", "--root", "scripts", ...reporters]);

  heading("types, lint, builds");
  const tasks = ["typecheck", "check", "build"];
  const checks = await turboRun(tasks, { concurrency: cores, logs: "errors-only" });

  heading("tests");
  // Two packages in parallel, each on two workers or more: when the longest one is alone at the
  // end, it still fills the cores, and many tests wait for a process, a server or a browser.
  const workers = Math.max(2, Math.floor(cores / 2));
  // The tests with MLflow mostly wait for its server, and run beside the others.
  const [tests, withMlflow] = await Promise.all([
    turboRun(["test"], {
      concurrency: 2,
      logs: "full",
      packages,
      passedOn: [...reporters, `--maxWorkers=${workers}`],
    }),
    mlflow?.then((environment) => testMlflow(environment, { atEnd: true })) ?? none,
  ]);
  const exitCodeOf = (folder) =>
    tests.summary?.tasks.find((task) => task.task === "test" && task.directory === folder)
      ?.execution?.exitCode ?? 1;

  return sum([
    oneCheck("biome check scripts", lint),
    oneCheck("knip: no unused file, export or dependency", unused),
    collect("scripts", scripts),
    outcomeOfTasks(checks.summary, tasks),
    ...packages.map((folder) => collect(folder, exitCodeOf(folder))),
    withMlflow,
  ]);
};

const help = `npm test [-- --quick]

Check types, lint, builds and unused code, and run all tests.
  --quick  Leave out MLflow and the slow packages: ${slow.join(", ")}`;

const options = (args) => {
  const unknown = args.find((arg) => !["--quick", "--help", "-h"].includes(arg));
  if (unknown) throw new SetupError(`cannot use ${unknown}: the options are --quick and --help`, 2);
  return { quick: args.includes("--quick"), isHelp: args.some((arg) => /^(--help|-h)$/.test(arg)) };
};

await runCommand(async () => {
  const { quick, isHelp } = options(process.argv.slice(2));
  if (isHelp) {
    console.log(help);
    return;
  }
  await setUp({ browser: true });
  const outcome = await testAll({ quick });
  console.log(`\n${verdict(outcome)}`);
  process.exitCode = outcome.failed.length === 0 ? 0 : 1;
});
