import { InputError } from "@vae-lab/experiments/input-error";
import { withoutPassword } from "@vae-lab/experiments/without-password";
import { openTrackingServer } from "@vae-lab/tracking-server";
import { type MlflowClient, MlflowError, mlflowClient, parseTrackingUri } from "mlflow-js-client";
import { credentialsFromEnvironment, fromEnvironment } from "mlflow-js-client/node";
import { forwardTo } from "./forward.ts";
import { journalFor } from "./spool.ts";
import { storeFolder } from "./store-folder.ts";
import { tlsFetch } from "./tls-fetch.ts";
import type { Tracking } from "./tracking.ts";

const variable = "MLFLOW_TRACKING_URI";

interface ServerOptions {
  /** Whether the server may be away, because results are kept until it can be reached. */
  readonly mayBeAway?: boolean;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Connects to a tracking server as MLflow's environment variables say.
 * @throws InputError that names the option or variable with the address, if there is no response.
 */
export const trackingAt = async (
  uri: string,
  source: string,
  { mayBeAway = false, env = process.env }: ServerOptions = {},
): Promise<Tracking> => {
  try {
    const tls = await tlsFetch(env);
    const { client } = fromEnvironment(env, { trackingUri: uri, ...(tls && { fetch: tls }) });
    if (!mayBeAway) await expectResponse(client);
    const address = parseTrackingUri(uri, credentialsFromEnvironment(env));
    const close = () => undefined;
    return { client, where: client.trackingUri, answer: forwardTo(address, tls), close };
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(
      `cannot reach the tracking server of ${source}, ${withoutPassword(uri)}: ${why}${source === variable ? "; unset the variable to use the embedded store" : ""}`,
      { cause },
    );
  }
};

/** With the client's retries: a server that is away for a moment does not end a command. */
const expectResponse = async (client: MlflowClient): Promise<void> => {
  try {
    await client.server.health({ signal: AbortSignal.timeout(10_000) });
  } catch (error) {
    // Any response will do: a server behind a gateway may have no /health.
    if (!MlflowError.isInstance(error) || error.status === undefined) throw error;
  }
};

interface TrackingOptions extends ServerOptions {
  /** With "read", an embedded store that cannot be written is opened for reading. Default: "write". */
  readonly access?: "write" | "read";
}

/**
 * Opens the embedded store of a workspace, or the server that MLFLOW_TRACKING_URI names.
 * @throws InputError or StoreError when it cannot be used.
 */
export const openTracking = async (
  workspace: string,
  { access = "write", mayBeAway = false, env = process.env }: TrackingOptions = {},
): Promise<Tracking> => {
  const uri = env[variable];
  if (uri) {
    const tracking = await trackingAt(uri, variable, { mayBeAway, env });
    return { ...tracking, openJournal: () => journalFor(workspace, tracking.where) };
  }
  const folder = storeFolder(workspace);
  const server = openTrackingServer({ folder, access });
  return {
    client: mlflowClient({ trackingUri: "http://127.0.0.1", fetch: server.fetch }),
    where: server.isReadOnly ? `${folder}, read-only` : folder,
    answer: async (request) => server.app.fetch(request),
    close: () => server.close(),
  };
};
