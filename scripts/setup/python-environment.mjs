import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { shortage } from "./disk.mjs";
import { withLock } from "./lock.mjs";
import { cacheFolder } from "./places.mjs";
import { findPython } from "./python.mjs";
import { lastWords, run } from "./run.mjs";
import { say, step } from "./step.mjs";

const timeLimit = 900_000;

const folderOf = (name) => join(cacheFolder(), name);
const pythonIn = (folder) =>
  process.platform === "win32" ? join(folder, "Scripts/python.exe") : join(folder, "bin/python");
/** Written last: without it the folder is what a set-up that was cut short left. */
const stampIn = (folder) => join(folder, "complete");

const orThrow = async (what, command, args) => {
  const { code, output, timedOut } = await run(command, args, { timeLimit });
  if (timedOut) throw new Error(`${what} took longer than ${timeLimit / 60_000} minutes`);
  if (code !== 0) throw new Error(`${what} failed: ${lastWords(output)}`);
};

const install = (folder, packages) =>
  orThrow("pip", pythonIn(folder), [
    ...["-m", "pip", "install", "--no-compile", "--prefer-binary", "--no-input"],
    ...["--progress-bar=off", "--disable-pip-version-check", "--retries=2"],
    ...packages,
  ]);

const make = async (folder, { needed, wished, bytes }) => {
  const python = await findPython();
  if (!python) throw new Error("a Python 3 with pip and venv is needed, found none");
  const short = shortage(cacheFolder(), bytes);
  if (short) throw new Error(`${short} (VAE_LAB_CACHE names another folder)`);
  rmSync(folder, { recursive: true, force: true });
  const [command, ...before] = python;
  await orThrow("python -m venv", command, [...before, "-m", "venv", folder]);
  await install(folder, needed);
  const there = [...needed];
  for (const one of wished)
    await install(folder, [one]).then(
      () => there.push(one),
      ({ message }) => say(`NOT INSTALLED, so it takes no part: ${one} (${message})`),
    );
  writeFileSync(stampIn(folder), `${there.join("\n")}\n`);
};

/** The Python of an environment that was made before. */
export const knownEnvironment = (name) => {
  const folder = folderOf(name);
  return existsSync(stampIn(folder)) && existsSync(pythonIn(folder)) ? pythonIn(folder) : undefined;
};

/**
 * The Python of an environment of its own in this user's cache, made with pip and the indexes of
 * the user's own configuration when it is not there. Throws with a reason; what is only `wished`
 * for may be missing.
 */
export const pythonEnvironment = async (name, { title, needed, wished = [], bytes, quiet }) => {
  if (knownEnvironment(name) === undefined)
    await withLock(join(cacheFolder(), `${name}.lock`), async () => {
      if (knownEnvironment(name) !== undefined) return;
      await step(title, () => make(folderOf(name), { needed, wished, bytes }), { quiet });
    });
  return knownEnvironment(name);
};
