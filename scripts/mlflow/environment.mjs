import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { shortage } from "../setup/disk.mjs";
import { withLock } from "../setup/lock.mjs";
import { cacheFolder } from "../setup/places.mjs";
import { findPython } from "../setup/python.mjs";
import { lastWords, run } from "../setup/run.mjs";
import { step } from "../setup/step.mjs";

/** The release whose API the embedded server follows. It brings pandas, scikit-learn and matplotlib. */
export const mlflowVersion = "3.17.2";

const neededBytes = 1.5e9;
const timeLimit = 900_000;

const pythonIn = (folder) =>
  process.platform === "win32" ? join(folder, "Scripts/python.exe") : join(folder, "bin/python");

const orThrow = async (what, command, args) => {
  const { code, output, timedOut } = await run(command, args, { timeLimit });
  if (timedOut) throw new Error(`${what} took longer than ${timeLimit / 60_000} minutes`);
  if (code !== 0) throw new Error(`${what} failed: ${lastWords(output)}`);
};

const install = async ([command, ...before], folder) => {
  const short = shortage(cacheFolder(), neededBytes);
  if (short) throw new Error(`${short} (VAE_LAB_CACHE names another folder)`);
  rmSync(folder, { recursive: true, force: true });
  await orThrow("python -m venv", command, [...before, "-m", "venv", folder]);
  await orThrow("pip", pythonIn(folder), [
    ...["-m", "pip", "install", "--no-compile", "--only-binary=:all:", "--no-input"],
    ...["--progress-bar=off", "--disable-pip-version-check", "--retries=2"],
    `mlflow==${mlflowVersion}`,
  ]);
  writeFileSync(join(folder, "ready"), mlflowVersion);
};

/** Why no environment can be made here; undefined where one can. */
export const whyNoEnvironment = async () => {
  const python = await findPython();
  if (!python) return "python3 with pip is not there";
  const [command, ...before] = python;
  const check = "import sys, venv, ensurepip; sys.exit(0 if sys.version_info >= (3, 10) else 3)";
  const { code } = await run(command, [...before, "-c", check], { timeLimit: 30_000 });
  if (code === 3) return "python3 is older than 3.10, which MLflow needs";
  return code === 0 ? undefined : "python3 has no module venv";
};

/**
 * A Python that has MLflow, in an environment of its own in this user's cache, made with pip and
 * the indexes of the user's own configuration when it is not there. Throws with a reason.
 */
export const mlflowPython = async ({ quiet = false } = {}) => {
  const folder = join(cacheFolder(), `mlflow-${mlflowVersion}-${process.platform}-${process.arch}`);
  const isReady = () => existsSync(join(folder, "ready")) && existsSync(pythonIn(folder));
  if (!isReady())
    await withLock(join(cacheFolder(), "mlflow.lock"), async () => {
      if (isReady()) return;
      const python = await findPython();
      if (!python) throw new Error("python3 with pip is needed to install MLflow");
      await step(`installing MLflow ${mlflowVersion} for Python`, () => install(python, folder), {
        quiet,
      });
    });
  return pythonIn(folder);
};
