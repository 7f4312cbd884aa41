import { Hono } from "hono";
import { ApiError } from "./api-error.ts";
import type { ArtifactStore } from "./artifacts/artifact-store.ts";
import { errorMessage } from "./error-message.ts";
import { crossOriginHeaders, guards } from "./network/guards.ts";
import {
  getArtifact,
  proxiedArtifactRoutes,
  runArtifactRoutes,
  uploadArtifact,
} from "./routes/artifacts.ts";
import { experimentRoutes } from "./routes/experiments.ts";
import { modelRoutes } from "./routes/logged-models.ts";
import { loggingRoutes } from "./routes/logging.ts";
import { metricRoutes } from "./routes/metrics.ts";
import { notOffered } from "./routes/not-offered.ts";
import { runTableRoutes } from "./routes/run-table.ts";
import { runRoutes } from "./routes/runs.ts";
import type { Database } from "./store/database.ts";
import { experimentStore } from "./store/experiments.ts";
import { historyStore } from "./store/histories.ts";
import { modelStore } from "./store/logged-models.ts";
import { runColumns } from "./store/run-columns.ts";
import { runStore } from "./store/runs.ts";
import { StoreError, sqliteCode } from "./store/store-error.ts";
import { whyPaused, writePause } from "./store/write-pause.ts";

/** The MLflow version whose API this server follows; the local part (PEP 440) marks another product. */
export const version = "3.17.2+vae-lab";

export interface AppOptions {
  readonly database: Database;
  readonly artifacts: ArtifactStore;
  /** Whether requests that write are refused. */
  readonly isReadOnly?: boolean;
  readonly allowedHosts: readonly string[];
  /** Called when writing stops, such as on a full disk, and when it works again. */
  readonly warn: (message: string) => void;
}

export const trackingApp = (options: AppOptions): Hono => {
  const { database, artifacts } = options;
  const experiments = experimentStore(database);
  const runs = runStore(database);
  const pause = writePause(options.warn);

  const api = new Hono()
    .route("/mlflow/experiments", experimentRoutes(experiments))
    .route("/mlflow/runs", runRoutes(experiments, runs))
    .route("/mlflow/runs", loggingRoutes(database, runs))
    .route("/mlflow/metrics", metricRoutes(historyStore(database)))
    .route("/mlflow/artifacts", runArtifactRoutes(runs, artifacts))
    .route("/mlflow/logged-models", modelRoutes(experiments, modelStore(database), artifacts))
    .route("/mlflow-artifacts", proxiedArtifactRoutes(artifacts));

  return new Hono()
    .use(guards(options.allowedHosts))
    .use(crossOriginHeaders)
    .use(async (c, next) => {
      if (options.isReadOnly && writes(c.req.method, c.req.path)) throw readOnly;
      await next();
      if (c.res.ok && writes(c.req.method, c.req.path)) pause.written();
    })
    .route("/api/2.0", api)
    .route("/ajax-api/2.0", api)
    .route("/ajax-api/2.0/vae-lab", runTableRoutes(experiments, runColumns(database)))
    .post("/ajax-api/2.0/mlflow/upload-artifact", (c) => uploadArtifact(c, runs, artifacts))
    .get("/get-artifact", (c) => getArtifact(c, runs, artifacts))
    .get("/health", (c) => c.text("OK"))
    .get("/version", (c) => c.text(version))
    .notFound((c) => {
      const error =
        notOffered(c.req.path) ??
        new ApiError("ENDPOINT_NOT_FOUND", `This server has no ${c.req.method} ${c.req.path}.`);
      return error.toResponse();
    })
    .onError((error) => {
      const why = whyPaused(error);
      if (why === undefined) return toApiError(error).toResponse();
      pause.refused(why);
      return new ApiError("TEMPORARILY_UNAVAILABLE", why, { cause: error }).toResponse();
    });
};

const readOnly = new ApiError(
  "PERMISSION_DENIED",
  "Cannot write the store: it is read-only and was opened for reading.",
);

const writes = (method: string, path: string): boolean =>
  method !== "GET" &&
  method !== "HEAD" &&
  method !== "OPTIONS" &&
  !/\/(search|run-metrics)$/.test(path);

const toApiError = (error: unknown): ApiError => {
  if (error instanceof ApiError) return error;
  const message = errorMessage(error);
  if (error instanceof StoreError) return new ApiError("INTERNAL_ERROR", message, { cause: error });
  const code = sqliteCode(error) ?? "";
  if (code.startsWith("SQLITE_BUSY"))
    return new ApiError("TEMPORARILY_UNAVAILABLE", `The store is busy: ${message}`);
  return new ApiError("INTERNAL_ERROR", message, { cause: error });
};
