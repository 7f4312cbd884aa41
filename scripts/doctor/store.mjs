import { accessSync, constants, existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { missingDependencies } from "../setup/dependencies.mjs";
import { root } from "../setup/paths.mjs";
import { run } from "../setup/run.mjs";
import { ok, problem } from "./finding.mjs";
import { sizeOf } from "./size-of.mjs";

const nearestExisting = (folder) =>
  existsSync(folder) ? folder : nearestExisting(dirname(folder));

const child = join(dirname(fileURLToPath(import.meta.url)), "store-child.mjs");

/** What is wrong with the store of runs in a folder, and the remedy; undefined if it can be read. */
const damageIn = async (folder) => {
  if (!existsSync(join(folder, "tracking", "tracking.sqlite"))) return undefined;
  if (missingDependencies().length > 0) return undefined;
  const { code, output } = await run(process.execPath, [child, join(folder, "tracking")], {
    cwd: root,
  });
  if (code === 0) return undefined;
  const [, what, remedy] = /^(cannot .*); (.*)$/m.exec(output) ?? [];
  return {
    what: what ?? `cannot read the store in ${folder}`,
    remedy: remedy ?? "restore a backup of it",
  };
};

/** The folder of runs, checkpoints and logs. */
export const checkStore = async (env = process.env) => {
  const folder = env.VAE_LAB_HOME ? resolve(env.VAE_LAB_HOME) : join(root, ".vae-lab");
  try {
    accessSync(nearestExisting(folder), constants.W_OK);
  } catch {
    return problem(
      "store",
      `cannot write to ${folder}`,
      "give it write permission, or set VAE_LAB_HOME to another folder",
      { folder },
    );
  }
  const damage = await damageIn(folder);
  if (damage) return problem("store", damage.what, damage.remedy, { folder });
  const bytes = sizeOf(folder);
  const size = bytes === undefined ? "does not exist yet" : `${(bytes / 1e6).toFixed(1)} MB`;
  return ok("store", `${folder}: ${size}`, { folder, bytes: bytes ?? 0 });
};

const failureOf = async (uri) => {
  try {
    const response = await fetch(new URL("health", uri.endsWith("/") ? uri : `${uri}/`), {
      signal: AbortSignal.timeout(4_000),
    });
    return response.ok ? undefined : `HTTP status ${response.status}`;
  } catch (error) {
    return error.cause?.code ?? error.cause?.message ?? error.message;
  }
};

/** The tracking server: the embedded one, or the one at MLFLOW_TRACKING_URI. */
export const checkTracking = async (env = process.env) => {
  const uri = env.MLFLOW_TRACKING_URI;
  if (!uri)
    return ok("tracking server", "embedded (set MLFLOW_TRACKING_URI to use another)", {
      kind: "embedded",
    });
  const failure = await failureOf(uri);
  const details = { kind: "mlflow", uri, reachable: !failure };
  return failure
    ? problem(
        "tracking server",
        `cannot reach ${uri}: ${failure}`,
        "start it, correct MLFLOW_TRACKING_URI, or unset it to use the embedded server",
        details,
      )
    : ok("tracking server", `${uri} responds`, details);
};
