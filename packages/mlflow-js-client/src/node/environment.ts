import { type MlflowClient, type MlflowClientOptions, mlflowClient } from "../client.ts";
import type { Credentials } from "../credentials.ts";
import { invalid } from "../errors.ts";

/** A client, and the experiment and run that the environment names. */
export interface FromEnvironment {
  readonly client: MlflowClient;
  /** MLFLOW_EXPERIMENT_ID, MLFLOW_EXPERIMENT_NAME and MLFLOW_RUN_ID, where they are set. */
  readonly experimentId?: string;
  readonly experimentName?: string;
  readonly runId?: string;
}

/**
 * Reads MLFLOW_TRACKING_USERNAME, _PASSWORD and _TOKEN. As in MLflow's Python client, a username with
 * a password takes precedence over a token.
 */
export const credentialsFromEnvironment = (
  env: Readonly<Record<string, string | undefined>> = process.env,
): Credentials => {
  const username = env.MLFLOW_TRACKING_USERNAME || undefined;
  const password = env.MLFLOW_TRACKING_PASSWORD || undefined;
  const token = env.MLFLOW_TRACKING_TOKEN || undefined;
  if (token !== undefined && (username === undefined || password === undefined)) return { token };
  return username === undefined ? {} : { username, password: password ?? "" };
};

/**
 * Makes a client from MLflow's environment variables: MLFLOW_TRACKING_URI, _USERNAME, _PASSWORD,
 * _TOKEN, MLFLOW_HTTP_REQUEST_TIMEOUT (s), _MAX_RETRIES, _BACKOFF_FACTOR (s),
 * MLFLOW_TRUNCATE_LONG_VALUES. `options` take precedence.
 *
 * @throws MlflowError INVALID_PARAMETER_VALUE that names the variable and shows no secret.
 */
export const fromEnvironment = (
  env: Readonly<Record<string, string | undefined>> = process.env,
  options: Partial<MlflowClientOptions> = {},
): FromEnvironment => {
  const text = (name: string): string | undefined => env[name] || undefined;
  const number = (name: string): number | undefined => {
    const value = text(name);
    if (value === undefined) return undefined;
    if (!/^\d+(\.\d+)?$/.test(value))
      throw invalid(`${name} must be a number ≥ 0, got ${JSON.stringify(value)}`);
    return Number(value);
  };
  if (!options.fetch)
    for (const [name, instead] of Object.entries(unsupported))
      if (!/^(false|0)$/i.test(text(name) ?? "0"))
        throw invalid(`cannot apply ${name}: Node's fetch has no such setting; ${instead}`);

  const trackingUri = options.trackingUri ?? text("MLFLOW_TRACKING_URI");
  if (trackingUri === undefined)
    throw invalid("MLFLOW_TRACKING_URI must be set, such as http://127.0.0.1:5000");
  const experimentId = text("MLFLOW_EXPERIMENT_ID");
  const experimentName = text("MLFLOW_EXPERIMENT_NAME");
  const runId = text("MLFLOW_RUN_ID");
  const timeout = number("MLFLOW_HTTP_REQUEST_TIMEOUT");
  const longValues = truncation(text("MLFLOW_TRUNCATE_LONG_VALUES"));
  return {
    client: mlflowClient({
      credentials: credentialsFromEnvironment(env),
      ...(timeout !== undefined && { timeoutMs: timeout * 1_000 }),
      ...(longValues && { longValues }),
      ...options,
      trackingUri,
      retry: { ...retries(number), ...options.retry },
    }),
    ...(experimentId !== undefined && { experimentId }),
    ...(experimentName !== undefined && { experimentName }),
    ...(runId !== undefined && { runId }),
  };
};

/** Variables that fetch cannot apply, and the remedy. */
const unsupported = {
  MLFLOW_TRACKING_INSECURE_TLS: "start Node with NODE_TLS_REJECT_UNAUTHORIZED=0, or pass a fetch",
  MLFLOW_TRACKING_SERVER_CERT_PATH:
    "start Node with NODE_EXTRA_CA_CERTS=<that file>, or pass a fetch",
  MLFLOW_TRACKING_CLIENT_CERT_PATH: "pass a fetch that presents the certificate",
};

/** MLflow's defaults: 7 retries with waits of 2, 4, 8 … s, spread as in `waitBefore`. */
const retries = (number: (name: string) => number | undefined) => {
  const count = number("MLFLOW_HTTP_REQUEST_MAX_RETRIES") ?? 7;
  const factor = number("MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR") ?? 2;
  return { retries: Math.floor(count), baseDelayMs: factor * 1_000, maxDelayMs: 120_000 };
};

const truncation = (value: string | undefined): "cut" | "refuse" | undefined => {
  if (value === undefined) return undefined;
  if (/^(true|1)$/i.test(value)) return "cut";
  if (/^(false|0)$/i.test(value)) return "refuse";
  throw invalid(`MLFLOW_TRUNCATE_LONG_VALUES must be true or false, got ${JSON.stringify(value)}`);
};
