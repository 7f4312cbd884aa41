import { InputError } from "@vae-lab/experiments/input-error";
import { openTrackingServer } from "@vae-lab/tracking-server";
import { MlflowError, mlflowClient, parseTrackingUri } from "mlflow-js-client";
import { credentialsFromEnvironment, fromEnvironment } from "mlflow-js-client/node";
import { forwardTo } from "./forward.ts";
import { journalFor } from "./spool.ts";
import { storeFolder } from "./store-folder.ts";
import { tlsFetch } from "./tls-fetch.ts";
import type { Tracking } from "./tracking.ts";

const variable = "MLFLOW_TRACKING_URI";

/** An address as it may be shown. */
const withoutPassword = (uri: string): string => uri.replace(/\/\/[^/]*@/, "//");

/**
 * A tracking server that answers, reached as MLflow's own environment variables say.
 * @throws InputError that names the option or variable which held its address.
 */
export const trackingAt = async (
  uri: string,
  source: string,
  env = process.env,
): Promise<Tracking> => {
  const tls = await tlsFetch(env);
  try {
    const { client } = fromEnvironment(env, { trackingUri: uri, ...(tls && { fetch: tls }) });
    const soon = { signal: AbortSignal.timeout(5_000), retries: 0 };
    await client.server.health(soon).catch((error: unknown) => {
      // Any answer will do: a server behind a gateway may have no /health.
      if (!MlflowError.isInstance(error) || error.status === undefined) throw error;
    });
    const door = parseTrackingUri(uri, credentialsFromEnvironment(env));
    const close = () => undefined;
    return { client, where: client.trackingUri, answer: forwardTo(door, tls), close };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(
      `${source} must name a tracking server that answers, got ${withoutPassword(uri)} (${why})${source === variable ? "; unset it to use the embedded one" : ""}`,
      { cause },
    );
  }
};

/**
 * Opens the embedded store under `home`, or the server that MLFLOW_TRACKING_URI names.
 * @throws InputError or StoreError when it cannot be used.
 */
export const openTracking = async (home: string, env = process.env): Promise<Tracking> => {
  const uri = env[variable];
  if (uri) {
    const tracking = await trackingAt(uri, variable, env);
    return { ...tracking, openJournal: () => journalFor(home, tracking.where) };
  }
  const folder = storeFolder(home);
  const server = openTrackingServer({ folder });
  return {
    client: mlflowClient({ trackingUri: "http://127.0.0.1", fetch: server.fetch }),
    where: folder,
    answer: async (request) => server.app.fetch(request),
    close: () => server.close(),
  };
};
