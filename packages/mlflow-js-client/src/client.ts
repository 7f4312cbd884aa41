import { newRequestId } from "./create-run.ts";
import { type Credentials, parseTrackingUri } from "./credentials.ts";
import { artifactRoots } from "./groups/artifact-roots.ts";
import { artifacts } from "./groups/artifacts.ts";
import { experiments } from "./groups/experiments.ts";
import { metrics } from "./groups/metrics.ts";
import { runs } from "./groups/runs.ts";
import { fitValue, type LongValues } from "./logging/long-values.ts";
import {
  type MetricNames,
  type RunWriter,
  type RunWriterOptions,
  runWriter,
} from "./logging/run-writer.ts";
import { type Multipart, multipartDefaults } from "./multipart.ts";
import { type CallOptions, type Connection, send } from "./request.ts";
import { type RetryOptions, retryPolicy } from "./retry.ts";
import { checkHeaders, redactor } from "./secrets.ts";

export interface MlflowClientOptions {
  /** Such as `http://127.0.0.1:5000`; a path prefix is kept. */
  readonly trackingUri: string;
  /** Default globalThis.fetch. */
  readonly fetch?: typeof globalThis.fetch;
  /** Sent with every request to the tracking server, and never shown in an error. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly credentials?: Credentials;
  /** For one attempt, its body included. Default 120,000, as in MLflow's own client. */
  readonly timeoutMs?: number;
  readonly retry?: RetryOptions;
  /** What becomes of values that MLflow would cut without a word. Default "refuse". */
  readonly longValues?: LongValues;
  /** Hears of values that were cut. Default console.warn. */
  readonly onWarning?: (message: string) => void;
  /** From which size on an artifact goes up in parts, and how large these are. */
  readonly multipart?: Partial<Multipart>;
  /** Origins that store artifacts for the server and get its credentials too. */
  readonly artifactOrigins?: readonly string[];
  /** The clock for timestamps that are not given. Default Date.now. */
  readonly now?: () => number;
  /** Marks a request to create a run. Default 128 random bits. */
  readonly newRequestId?: () => string;
}

/** A client of MLflow's tracking API. Every call takes `{ signal }` last. */
export const mlflowClient = (options: MlflowClientOptions) => {
  const { baseUrl, headers, secrets } = parseTrackingUri(options.trackingUri, options.credentials);
  const custom = options.headers ?? {};
  checkHeaders({ ...headers, ...custom });
  const origins = [baseUrl, ...(options.artifactOrigins ?? [])].map((url) => new URL(url).origin);
  const connection: Connection = {
    baseUrl,
    trusted: new Set(origins),
    redact: redactor([...secrets, ...Object.values(custom)]),
    fitting: fitValue(options.longValues ?? "refuse", options.onWarning ?? console.warn),
    // Called as a method, a browser's fetch is an illegal invocation.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    headers: { ...headers, ...custom },
    timeoutMs: options.timeoutMs ?? 120_000,
    retry: retryPolicy(options.retry),
    now: options.now ?? Date.now,
  };
  const text = (path: string, call: CallOptions = {}): Promise<string> =>
    send(connection, { method: "GET", url: `${baseUrl}${path}`, resend: "always" }, call, (r) =>
      r.text(),
    );
  const roots = artifactRoots(connection);
  const runGroup = runs(connection, roots, options.newRequestId ?? newRequestId);
  return {
    /** Where it speaks to, without credentials. */
    trackingUri: baseUrl,
    experiments: experiments(connection),
    runs: runGroup,
    /**
     * A buffering writer for a run that exists. Its metrics may be typed:
     * `client.run<{ loss: number; accuracy: number }>(runId)`.
     */
    run: <Metrics extends MetricNames<Metrics> = Record<string, number>>(
      runId: string,
      { sink = runGroup, ...rest }: RunWriterOptions = {},
    ): RunWriter<Metrics> => {
      const { now, fitting } = connection;
      return runWriter<Metrics>({ runId, sink, now, fitting }, rest);
    },
    metrics: metrics(connection),
    artifacts: artifacts(connection, roots, { ...multipartDefaults, ...options.multipart }),
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
