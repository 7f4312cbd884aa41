import { findPython } from "../setup/python.mjs";
import { pythonEnvironment } from "../setup/python-environment.mjs";
import { run } from "../setup/run.mjs";

/** The release whose API the embedded server follows. It installs pandas, scikit-learn and matplotlib. */
export const mlflowVersion = "3.17.2";

/** Reads core's checkpoints in Python. */
const safetensors = "safetensors==0.8.0";

/** Why no environment can be created here; undefined where one can. */
export const environmentProblem = async () => {
  const python = await findPython();
  if (!python) return "python3 with pip not found";
  const [command, ...before] = python;
  const check = "import sys, venv, ensurepip; sys.exit(0 if sys.version_info >= (3, 10) else 3)";
  const { code } = await run(command, [...before, "-c", check], { timeLimit: 30_000 });
  if (code === 3) return "python3 is older than 3.10, which MLflow needs";
  return code === 0 ? undefined : "python3 has no module venv";
};

/** A Python with MLflow, numpy and safetensors. @throws with the reason where there is none */
export const mlflowPython = ({ quiet = false } = {}) =>
  pythonEnvironment(`mlflow-${mlflowVersion}-safetensors-${process.platform}-${process.arch}`, {
    title: `installing MLflow ${mlflowVersion} for Python`,
    required: [`mlflow==${mlflowVersion}`, safetensors],
    bytes: 1.5e9,
    quiet,
  });
