import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { modules, root } from "./paths.mjs";
import { errorLine, run } from "./run.mjs";
import { SetupError } from "./setup-error.mjs";
import { step } from "./step.mjs";

/** The shell first: without the parts of a window, a browser starts in a quarter of the time. */
const names = [
  "chromium-headless-shell",
  ...["chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "chrome"],
];

/** The path of the first of these programs that is on the PATH. */
export const onPath = (programs, env = process.env) => {
  const endings = process.platform === "win32" ? [".exe", ""] : [""];
  for (const program of programs)
    for (const folder of (env.PATH ?? "").split(delimiter).filter(Boolean))
      for (const ending of endings) {
        const path = join(folder, program + ending);
        if (existsSync(path)) return path;
      }
  return undefined;
};

const playwrightsOwn = () => {
  try {
    const path = createRequire(join(root, "package.json"))(
      "playwright-core",
    ).chromium.executablePath();
    return existsSync(path) ? path : undefined;
  } catch (error) {
    if (error.code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
};

/** A browser's version; undefined for a stub that only asks to install another package. */
export const browserVersion = async (path) => {
  const { code, output } = await run(path, ["--version"], { timeLimit: 30_000 });
  return code === 0 ? output.trim().split("\n").at(-1) : undefined;
};

/** A working Chromium or Chrome: { path, version }, or undefined. @throws if CHROMIUM_PATH does not work */
export const findBrowser = async (env = process.env) => {
  const explicit = env.CHROMIUM_PATH;
  if (explicit) {
    const version = existsSync(explicit) ? await browserVersion(explicit) : undefined;
    if (!version)
      throw new SetupError(
        `cannot start the browser at CHROMIUM_PATH (got ${explicit}); set it to a Chromium or Chrome, or unset it`,
      );
    return { path: explicit, version };
  }
  for (const path of [onPath(names, env), playwrightsOwn()]) {
    const version = path && (await browserVersion(path));
    if (version) return { path, version };
  }
  return undefined;
};

const fromDebian = async (name) => {
  if (process.getuid?.() !== 0 || !onPath(["apt-get"])) return "not root on a Debian system";
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update"], { env, timeLimit: 300_000 });
  const { code, output } = await run(
    "apt-get",
    ["install", "-y", "--no-install-recommends", name],
    { env, timeLimit: 900_000 },
  );
  return code === 0 ? undefined : errorLine(output);
};

const fromPlaywright = async () => {
  const cli = join(modules, "playwright-core/cli.js");
  const { code, output, timedOut } = await run(process.execPath, [cli, "install", "chromium"], {
    cwd: root,
    timeLimit: 600_000,
  });
  if (timedOut) return "no result after 10 minutes";
  return code === 0 ? undefined : errorLine(output);
};

/** A browser for the end-to-end tests; installs one where none is found. */
export const requireBrowser = async ({ quiet }) => {
  const found = await findBrowser();
  if (found) return found;
  const reasons = [];
  for (const [name, install] of [
    ...["chromium-headless-shell", "chromium"].map((name) => [
      `Debian's package ${name}`,
      () => fromDebian(name),
    ]),
    ["Playwright's download", fromPlaywright],
  ]) {
    const reason = await step(`installing a browser: ${name}`, install, { quiet });
    const installed = await findBrowser();
    if (installed) return installed;
    reasons.push(`  - ${name}: ${reason ?? "installed, but it does not start"}`);
  }
  throw new SetupError(
    `cannot run the end-to-end tests: no Chromium or Chrome was found, and none could be installed:\n${reasons.join("\n")}\nInstall one, or set CHROMIUM_PATH to its program, then run the same command again.`,
  );
};
