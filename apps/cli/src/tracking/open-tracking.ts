import { InputError } from "@vae-lab/experiments/input-error";
import { openTrackingServer } from "@vae-lab/tracking-server";
import { type MlflowClient, MlflowError, mlflowClient } from "mlflow-js-client";
import { credentialsFromEnvironment } from "mlflow-js-client/node";
import { forwardTo } from "./forward.ts";
import { storeFolder } from "./store-folder.ts";

/** Where runs are logged and read: one client, and the API that the page is served beside. */
export interface Tracking {
  readonly client: MlflowClient;
  /** A store's folder, or a server's address. */
  readonly where: string;
  /** Answers what the page asks under /api, /ajax-api and /get-artifact. */
  readonly answer: (request: Request) => Promise<Response>;
  close(): void;
}

const variable = "MLFLOW_TRACKING_URI";

/**
 * A tracking server that answers, with the credentials of MLflow's own environment variables.
 * @throws InputError that names the option or variable which held its address.
 */
export const trackingAt = async (
  uri: string,
  source: string,
  env = process.env,
): Promise<Tracking> => {
  const credentials = credentialsFromEnvironment(env);
  const unusable = (cause: unknown): never => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(
      `${source} must name a tracking server that answers, got ${uri} (${why})${source === variable ? "; unset it to use the embedded one" : ""}`,
      { cause },
    );
  };
  try {
    const client = mlflowClient({ trackingUri: uri, credentials });
    await client.server.health({ signal: AbortSignal.timeout(5_000) }).catch((error: unknown) => {
      // Any answer will do: a server behind a gateway may have no /health.
      if (!MlflowError.isInstance(error) || error.status === undefined) throw error;
    });
    return {
      client,
      where: client.trackingUri,
      answer: forwardTo(client.trackingUri, credentials),
      close: () => undefined,
    };
  } catch (error) {
    return unusable(error);
  }
};

/**
 * Opens the embedded store under `home`, or the server that MLFLOW_TRACKING_URI names.
 * @throws InputError or StoreError when it cannot be used.
 */
export const openTracking = async (home: string, env = process.env): Promise<Tracking> => {
  const uri = env[variable];
  if (uri) return trackingAt(uri, variable, env);
  const folder = storeFolder(home);
  const server = openTrackingServer({ folder });
  return {
    client: mlflowClient({ trackingUri: "http://127.0.0.1", fetch: server.fetch }),
    where: folder,
    answer: async (request) => server.app.fetch(request),
    close: () => server.close(),
  };
};
