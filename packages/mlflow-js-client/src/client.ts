import { newRequestId } from "./create-run.ts";
import { type Credentials, parseTrackingUri } from "./credentials.ts";
import { artifacts } from "./groups/artifacts.ts";
import { experiments } from "./groups/experiments.ts";
import { metrics } from "./groups/metrics.ts";
import { runs } from "./groups/runs.ts";
import { type CallOptions, type Connection, send } from "./request.ts";
import { type RetryOptions, retryPolicy } from "./retry.ts";

export interface MlflowClientOptions {
  /** Such as `http://127.0.0.1:5000`; a path prefix is kept. */
  readonly trackingUri: string;
  /** Default globalThis.fetch. */
  readonly fetch?: typeof globalThis.fetch;
  readonly headers?: Readonly<Record<string, string>>;
  readonly credentials?: Credentials;
  /** For one attempt, its body included. Default 120,000, as in MLflow's own client. */
  readonly timeoutMs?: number;
  readonly retry?: RetryOptions;
  /** The clock for timestamps that are not given. Default Date.now. */
  readonly now?: () => number;
  /** Marks a request to create a run. Default 128 random bits. */
  readonly newRequestId?: () => string;
}

/** A client of MLflow's tracking API. Every call takes `{ signal }` last. */
export const mlflowClient = (options: MlflowClientOptions) => {
  const { baseUrl, headers } = parseTrackingUri(options.trackingUri, options.credentials);
  const connection: Connection = {
    baseUrl,
    // Called as a method, a browser's fetch is an illegal invocation.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    headers: { ...headers, ...options.headers },
    timeoutMs: options.timeoutMs ?? 120_000,
    retry: retryPolicy(options.retry),
    now: options.now ?? Date.now,
  };
  const text = (path: string, call: CallOptions = {}): Promise<string> =>
    send(connection, { method: "GET", url: `${baseUrl}${path}`, resend: "always" }, call, (r) =>
      r.text(),
    );
  return {
    /** Where it speaks to, without credentials. */
    trackingUri: baseUrl,
    experiments: experiments(connection),
    runs: runs(connection, options.newRequestId ?? newRequestId),
    metrics: metrics(connection),
    artifacts: artifacts(connection),
    server: {
      /** Resolves if the server answers; else throws what it met. */
      health: async (call?: CallOptions): Promise<void> => {
        await text("/health", call);
      },
      version: (call?: CallOptions): Promise<string> => text("/version", call),
    },
  };
};

export type MlflowClient = ReturnType<typeof mlflowClient>;
