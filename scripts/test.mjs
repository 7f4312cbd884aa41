import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./setup/paths.mjs";
import { runCommand, SetupError } from "./setup/setup-error.mjs";
import { setUp } from "./setup.mjs";
import { bin, cores, turboRun } from "./test/commands.mjs";
import { inParallel } from "./test/in-parallel.mjs";
import { outcomeOfReport, outcomeOfTasks, readReport, sum, verdict } from "./test/outcome.mjs";
import { prepareMlflow, testMlflow } from "./test-mlflow.mjs";

const reportOf = (part = "all") => `.turbo/vitest-report-${part}.json`;
const reporters = (report) => [
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
];
const heading = (text) => console.log(`\n── ${text} ──`);

/** Packages whose tests train, start the command line or open pages, and take most of the time. */
const slow = ["apps/dashboard", "packages/experiments", "apps/cli", "packages/bench"];

/** The longest of the others. */
const longest = ["packages/core", "packages/tracking-server"];

/** Packages whose tests train and have no deadlines: pages and servers respond before they go on. */
const patient = [
  "packages/experiments",
  "packages/bench",
  "packages/core",
  "packages/tfjs-jit",
  "packages/verify",
];

const halves = { first: ["--shard=1/2"], second: ["--shard=2/2"] };

/** Options by package. The longest have parts of about the same length, so that none runs on alone at the end. */
const parts = {
  "packages/experiments": {
    sweeps1: ["--project=sweeps", "--shard=1/2"],
    sweeps2: ["--project=sweeps", "--shard=2/2"],
    units: ["--project=units"],
  },
  // Some bundle or start processes, which takes long on a busy machine.
  scripts: { all: ["--isolate=false", "--testTimeout=60000"] },
  "apps/cli": halves,
  "apps/dashboard": halves,
};

const hasTests = (folder) =>
  JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")).scripts?.test !== undefined;

const foldersIn = (folder) =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${folder}/${name}`);

/** Packages with quick tests, the longest first, so that none runs on alone at the end. */
const otherPackages = () => {
  const all = [...foldersIn("packages"), ...foldersIn("apps"), "docs", "examples"];
  const first = [...slow, ...longest];
  return [...longest, ...all.filter((folder) => hasTests(folder) && !first.includes(folder))];
};

const oneCheck = (name, code) => ({
  passed: code === 0 ? 1 : 0,
  failed: code === 0 ? [] : [name],
  skipped: 0,
});

/** The outcome of tests of a package: their report, and their exit code. */
const collect = (folder, code, report = reportOf()) => {
  const outcome = outcomeOfReport(folder, readReport(join(root, folder, report)));
  if (code !== 0 && outcome.failed.length === 0)
    return { ...outcome, failed: [`${folder}: its tests ended with exit code ${code}`] };
  return outcome;
};

/** Runs at once: more than two, because many tests wait for a process, a server or a browser. */
const atOnce = 4;
const workers = Math.max(1, Math.floor(cores / 2));

/** The parts of a package's tests, as runs: each has a name and a function that returns its outcome. */
const partsOf = (folder) =>
  Object.entries(parts[folder] ?? { all: [] }).map(([part, options]) => ({
    name: part === "all" ? folder : `${folder}, ${part}`,
    run: async () => {
      const report = reportOf(part);
      rmSync(join(root, folder, report), { force: true });
      const args = ["run", ...reporters(report), `--maxWorkers=${workers}`, ...options];
      const how = { atEnd: true, folder, yields: patient.includes(folder) };
      return collect(folder, await bin("vitest", args, {}, how), report);
    },
  }));

/** One after the other: its tests write sources, which lint would read. */
const scripts = {
  name: "scripts, unused code",
  run: async () => {
    const lint = await bin("biome", ["check", "scripts"], {}, { atEnd: true });
    const unused = await bin("knip", ["--no-config-hints"], {}, { atEnd: true });
    const [tests] = partsOf("scripts");
    return sum([
      oneCheck("biome check scripts", lint),
      oneCheck("knip: no unused file, export or dependency", unused),
      await tests.run(),
    ]);
  },
};

const tasks = ["typecheck", "check", "build", "build:story"];
const typesAndBuilds = {
  name: "types, lint, builds",
  run: async () => {
    const options = { concurrency: cores, logs: "errors-only", atEnd: true };
    return outcomeOfTasks((await turboRun(tasks, options)).summary, tasks);
  },
};

/** The outcome of a run, with its name and how long it took. */
const timed = async ({ name, run }) => {
  const began = Date.now();
  const outcome = await run();
  return { name, outcome, seconds: Math.round((Date.now() - began) / 1000) };
};

const testAll = async ({ quick }) => {
  // Downloads in the background, on the first run, while the other tests run.
  const mlflow = quick ? undefined : prepareMlflow();

  // Before the tests, some of which write sources that lint would read.
  heading("scripts, types, lint, builds");
  const checks = await inParallel(2, [typesAndBuilds, scripts], timed);

  heading("tests");
  // MLflow comes after the slow packages: on the first run it is installed meanwhile.
  const withMlflow = {
    name: "MLflow",
    run: async () => testMlflow(await mlflow, { atEnd: true }),
  };
  const runs = [
    ...(quick ? [] : [...slow.flatMap(partsOf), withMlflow]),
    ...otherPackages().flatMap(partsOf),
  ];
  const ended = [...checks, ...(await inParallel(atOnce, runs, timed))];

  heading("seconds");
  for (const { name, seconds } of ended) console.log(`${String(seconds).padStart(5)}  ${name}`);
  return sum(ended.map(({ outcome }) => outcome));
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
