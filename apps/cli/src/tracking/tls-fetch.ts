import { readFile } from "node:fs/promises";
import { InputError } from "@vae-lab/experiments/input-error";

const contentOf = async (variable: string, path: string): Promise<Buffer> => {
  try {
    return await readFile(path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(`cannot read the file that ${variable} names: ${why}`, { cause });
  }
};

/**
 * A fetch that follows MLflow's three TLS variables; undefined where none is set, so that Node's
 * own is used.
 * @throws InputError for files that cannot be read, and for two variables that contradict.
 */
export const tlsFetch = async (env = process.env): Promise<typeof fetch | undefined> => {
  const authority = env.MLFLOW_TRACKING_SERVER_CERT_PATH || undefined;
  const own = env.MLFLOW_TRACKING_CLIENT_CERT_PATH || undefined;
  const isInsecure = /^(true|1)$/i.test(env.MLFLOW_TRACKING_INSECURE_TLS ?? "");
  if (!isInsecure && authority === undefined && own === undefined) return undefined;
  if (isInsecure && authority !== undefined)
    throw new InputError(
      "cannot use both MLFLOW_TRACKING_INSECURE_TLS and MLFLOW_TRACKING_SERVER_CERT_PATH: unset one",
    );
  const pem = own && (await contentOf("MLFLOW_TRACKING_CLIENT_CERT_PATH", own));
  const ca = authority && (await contentOf("MLFLOW_TRACKING_SERVER_CERT_PATH", authority));
  const { Agent } = await import("undici");
  const connect = {
    rejectUnauthorized: !isInsecure,
    ...(ca && { ca }),
    // As in MLflow's client, one file holds the certificate and its key.
    ...(pem && { cert: pem, key: pem }),
  };
  const dispatcher = new Agent({ connect });
  return (input, init) => fetch(input, { ...init, dispatcher } as RequestInit);
};
