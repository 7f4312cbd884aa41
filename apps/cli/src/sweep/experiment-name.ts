import { InputError } from "@vae-lab/experiments/input-error";
import { limits } from "mlflow-js-client";
import type { Read } from "../command-line/value-option.ts";

/** Reads the name of an experiment. @throws InputError for a name that MLflow does not take. */
export const experimentName: Read<string> = (what, text) => {
  if (text.trim() === "")
    throw new InputError(`${what} must not be blank, got ${JSON.stringify(text)}`);
  const max = limits.experimentNameLength;
  if (text.length <= max) return text;
  throw new InputError(
    `${what} must have at most ${max} characters, got ${text.length} (${JSON.stringify(`${text.slice(0, 40)}…`)})`,
  );
};
