import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { shortage } from "./disk.mjs";
import { withLock } from "./lock.mjs";
import { cacheFolder } from "./paths.mjs";
import { findPython } from "./python.mjs";
import { errorLine, run } from "./run.mjs";
import { print, step } from "./step.mjs";

const timeLimit = 900_000;

const folderOf = (name) => join(cacheFolder(), name);
const pythonIn = (folder) =>
  process.platform === "win32" ? join(folder, "Scripts/python.exe") : join(folder, "bin/python");
/** Written last: a folder without it comes from an interrupted set-up. */
const stampIn = (folder) => join(folder, "complete");

const orThrow = async (what, command, args) => {
  const { code, output, timedOut } = await run(command, args, { timeLimit });
  if (timedOut) throw new Error(`${what} took longer than ${timeLimit / 60_000} minutes`);
  if (code !== 0) throw new Error(`${what} failed: ${errorLine(output)}`);
};

const install = (folder, packages) =>
  orThrow("pip", pythonIn(folder), [
    ...["-m", "pip", "install", "--no-compile", "--prefer-binary", "--no-input"],
    ...["--progress-bar=off", "--disable-pip-version-check", "--retries=2"],
    ...packages,
  ]);

const make = async (folder, { required, optional, bytes }) => {
  const python = await findPython();
  if (!python) throw new Error("Python 3 with pip and venv not found; install it");
  const short = shortage(cacheFolder(), bytes);
  if (short) throw new Error(`${short}; set VAE_LAB_CACHE to another folder`);
  rmSync(folder, { recursive: true, force: true });
  const [command, ...before] = python;
  await orThrow("python -m venv", command, [...before, "-m", "venv", folder]);
  await install(folder, required);
  const installed = [...required];
  for (const one of optional)
    await install(folder, [one]).then(
      () => installed.push(one),
      ({ message }) => print(`NOT INSTALLED and left out: ${one} (${message})`),
    );
  writeFileSync(stampIn(folder), `${installed.join("\n")}\n`);
};

/** The Python of an environment that exists; undefined where it does not. */
export const existingEnvironment = (name) => {
  const folder = folderOf(name);
  return existsSync(stampIn(folder)) && existsSync(pythonIn(folder)) ? pythonIn(folder) : undefined;
};

/**
 * The Python of a virtual environment in the user's cache, created with pip and the indexes of the
 * user's configuration where it does not exist yet. `optional` packages may be missing.
 *
 * @throws with the reason where it cannot be created
 */
export const pythonEnvironment = async (name, { title, required, optional = [], bytes, quiet }) => {
  if (existingEnvironment(name) === undefined)
    await withLock(join(cacheFolder(), `${name}.lock`), async () => {
      if (existingEnvironment(name) !== undefined) return;
      await step(title, () => make(folderOf(name), { required, optional, bytes }), { quiet });
    });
  return existingEnvironment(name);
};
