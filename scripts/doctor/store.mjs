import { accessSync, constants, existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { root } from "../setup/places.mjs";
import { ok, problem } from "./finding.mjs";
import { sizeOf } from "./size-of.mjs";

const nearestExisting = (folder) =>
  existsSync(folder) ? folder : nearestExisting(dirname(folder));

/** Where runs, checkpoints and logs are kept. */
export const checkStore = (env = process.env) => {
  const folder = env.VAE_LAB_HOME ? resolve(env.VAE_LAB_HOME) : join(root, ".vae-lab");
  try {
    accessSync(nearestExisting(folder), constants.W_OK);
  } catch {
    return problem(
      "store",
      `${folder} cannot be written`,
      "give it write permission, or name another folder in VAE_LAB_HOME",
      { folder },
    );
  }
  const bytes = sizeOf(folder);
  const size = bytes === undefined ? "not made yet" : `${(bytes / 1e6).toFixed(1)} MB`;
  return ok("store", `${folder}: ${size}`, { folder, bytes: bytes ?? 0 });
};

const answers = async (uri) => {
  try {
    const response = await fetch(new URL("health", uri.endsWith("/") ? uri : `${uri}/`), {
      signal: AbortSignal.timeout(4_000),
    });
    return response.ok ? undefined : `it answers ${response.status}`;
  } catch (error) {
    return error.cause?.code ?? error.cause?.message ?? error.message;
  }
};

/** Where runs are logged: the embedded server, or the one that MLFLOW_TRACKING_URI names. */
export const checkTracking = async (env = process.env) => {
  const uri = env.MLFLOW_TRACKING_URI;
  if (!uri)
    return ok("tracking server", "embedded (MLFLOW_TRACKING_URI would name another)", {
      kind: "embedded",
    });
  const wrong = await answers(uri);
  const details = { kind: "mlflow", uri, reachable: !wrong };
  return wrong
    ? problem(
        "tracking server",
        `${uri} cannot be reached: ${wrong}`,
        "start it, correct MLFLOW_TRACKING_URI, or unset that to use the embedded one",
        details,
      )
    : ok("tracking server", `${uri} answers`, details);
};
