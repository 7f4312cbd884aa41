import * as endpoints from "./endpoints/runs.ts";
import type { Run } from "./entities.ts";
import { MlflowError } from "./errors.ts";
import { checkPairs } from "./logging/check-log.ts";
import { type CallOptions, type Connection, call, retryOf } from "./request.ts";
import { withRetries } from "./retry.ts";

/** A run to create. */
export interface NewRun {
  readonly experimentId: string;
  readonly runName?: string;
  /** Unix time in ms. Default: now. */
  readonly startTime?: number;
  readonly userId?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Creating twice with the same id gives the same run. Default: a new id for every call. */
  readonly requestId?: string;
}

/** This tag identifies a run when the answer to its creation was lost. */
export const requestTag = "mlflow.jsClient.requestId";

/**
 * Creates a run. Before a request is repeated, the run is looked up by the tag of the first request,
 * because creating twice makes two runs.
 */
export const createRun = async (
  connection: Connection,
  { tags, requestId: given, ...run }: NewRun,
  newRequestId: () => string,
  options: CallOptions = {},
): Promise<Run> => {
  const requestId = given ?? newRequestId();
  const request = {
    ...run,
    startTime: run.startTime ?? connection.now(),
    tags: checkPairs("tag", { ...tags, [requestTag]: requestId }, connection.fitting),
  };
  const once = { ...options, retries: 0 };
  let isFirst = given === undefined;
  const attempt = async (): Promise<Run> => {
    if (!isFirst) {
      const found = await findByRequest(connection, run.experimentId, requestId, once);
      if (found) return found;
    }
    isFirst = false;
    return (await call(connection, endpoints.createRun, request, once)).run;
  };
  return withRetries(
    attempt,
    retryOf(connection, options),
    (error) => MlflowError.isInstance(error),
    options.signal,
  );
};

const findByRequest = async (
  connection: Connection,
  experimentId: string,
  requestId: string,
  options: CallOptions,
): Promise<Run | undefined> => {
  const query = {
    experimentIds: [experimentId],
    filter: `tags.\`${requestTag}\` = '${requestId}'`,
    runViewType: "ALL" as const,
    maxResults: 1,
  };
  return (await call(connection, endpoints.searchRuns, query, options)).runs[0];
};

/** 128 random bits. Pages that are not served over HTTPS lack crypto.randomUUID. */
export const newRequestId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
