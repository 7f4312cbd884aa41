import { newRequestId } from "./create-run.ts";
import { type Credentials, parseTrackingUri } from "./credentials.ts";
import { artifactFiles } from "./groups/artifact-files.ts";
import { artifactRoots } from "./groups/artifact-roots.ts";
import { type ArtifactsApi, artifactsApi } from "./groups/artifacts.ts";
import { type ExperimentsApi, experimentsApi } from "./groups/experiments.ts";
import { type LoggedModelsApi, loggedModelsApi } from "./groups/logged-models.ts";
import { type MetricsApi, metricsApi } from "./groups/metrics.ts";
import { type RunsApi, runsApi } from "./groups/runs.ts";
import { type ServerApi, serverApi } from "./groups/server.ts";
import { fitValue, type LongValues } from "./logging/long-values.ts";
import {
  type MetricNames,
  type RunWriter,
  type RunWriterOptions,
  runWriter,
} from "./logging/run-writer.ts";
import { type Multipart, multipartDefaults } from "./multipart-upload.ts";
import type { Connection } from "./request.ts";
import { type RetryOptions, retryPolicy } from "./retry.ts";
import { checkHeaders, redactor } from "./secrets.ts";

/** Options of a client; only the tracking URI is required. */
export interface MlflowClientOptions {
  /** Such as `http://127.0.0.1:5000`, with or without a path prefix. */
  readonly trackingUri: string;
  /** Default globalThis.fetch. */
  readonly fetch?: typeof globalThis.fetch;
  /** Sent with every request to the tracking server; errors do not show the values. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly credentials?: Credentials;
  /** For one attempt, including its body. Default 120,000, as in MLflow's Python client. */
  readonly timeoutMs?: number;
  readonly retry?: RetryOptions;
  /** What happens to values that MLflow would cut silently. Default "refuse". */
  readonly longValues?: LongValues;
  /** Called for values that were cut. Default console.warn. */
  readonly onWarning?: (message: string) => void;
  /** Size from which an artifact is sent in parts, and the size of a part. */
  readonly multipart?: Partial<Multipart>;
  /** Origins that store artifacts for the server and receive its credentials too. */
  readonly artifactOrigins?: readonly string[];
  /** The clock for timestamps that are not given, in ms. Default Date.now. */
  readonly now?: () => number;
  /** Identifies a request to create a run. Default 128 random bits. */
  readonly newRequestId?: () => string;
}

/** A client of MLflow's tracking API. The last argument of every call takes an `AbortSignal`. */
export interface MlflowClient {
  /** The address of the server, without credentials. */
  readonly trackingUri: string;
  readonly experiments: ExperimentsApi;
  readonly runs: RunsApi;
  readonly metrics: MetricsApi;
  readonly artifacts: ArtifactsApi;
  readonly loggedModels: LoggedModelsApi;
  readonly server: ServerApi;
  /**
   * A buffering writer for an existing run. Its metrics may be typed:
   * `client.run<{ loss: number; accuracy: number }>(runId)`.
   */
  run<Metrics extends MetricNames<Metrics> = Record<string, number>>(
    runId: string,
    options?: RunWriterOptions,
  ): RunWriter<Metrics>;
}

/**
 * Makes a client of a tracking server. Nothing is requested until the first call.
 *
 * @throws MlflowError INVALID_PARAMETER_VALUE if the tracking URI, the credentials or a header is
 * invalid.
 */
export const mlflowClient = (options: MlflowClientOptions): MlflowClient => {
  const { baseUrl, headers, secrets } = parseTrackingUri(options.trackingUri, options.credentials);
  const custom = options.headers ?? {};
  checkHeaders({ ...headers, ...custom });
  const origins = [baseUrl, ...(options.artifactOrigins ?? [])].map((url) => new URL(url).origin);
  const connection: Connection = {
    baseUrl,
    trusted: new Set(origins),
    redact: redactor([...secrets, ...Object.values(custom)]),
    fitting: fitValue(options.longValues ?? "refuse", options.onWarning ?? console.warn),
    // A browser's fetch fails when it is called as a method of another object.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    headers: { ...headers, ...custom },
    timeoutMs: options.timeoutMs ?? 120_000,
    retry: retryPolicy(options.retry),
    now: options.now ?? Date.now,
  };
  const roots = artifactRoots(connection);
  const files = artifactFiles(connection, { ...multipartDefaults, ...options.multipart });
  const runs = runsApi(connection, roots, options.newRequestId ?? newRequestId);
  return {
    trackingUri: baseUrl,
    experiments: experimentsApi(connection),
    runs,
    metrics: metricsApi(connection),
    artifacts: artifactsApi(connection, roots, files),
    loggedModels: loggedModelsApi(connection, files),
    server: serverApi(connection),
    run: <Metrics extends MetricNames<Metrics>>(
      runId: string,
      { sink = runs, ...rest }: RunWriterOptions = {},
    ) => {
      const { now, fitting } = connection;
      return runWriter<Metrics>({ runId, sink, now, fitting }, rest);
    },
  };
};
