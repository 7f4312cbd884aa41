import { codesPath } from "@vae-lab/experiments/metrics";
import { type MlflowClient, MlflowError, type Run } from "mlflow-js-client";
import { z } from "zod";
import { readCodesName, readImageName } from "./image-name.ts";
import {
  type Codes,
  type FileRecord,
  type ImageRecord,
  RunNotFound,
  type RunRecord,
  type RunSource,
} from "./run-source.ts";

// JSON has no NaN: a writer may put null where a code diverged.
const Numbers = z.array(
  z
    .number()
    .nullable()
    .transform((value) => value ?? Number.NaN),
);
const CodesFile = z.object({
  axes: z.array(z.string()),
  explained: z.array(z.number()).optional(),
  x: Numbers,
  y: Numbers,
  label: z.array(z.number()),
});

const runRecord = ({ info, data }: Run): RunRecord => ({
  id: info.runId,
  name: info.runName,
  experimentId: info.experimentId,
  status: info.status,
  startTime: info.startTime,
  ...(info.endTime !== undefined && { endTime: info.endTime }),
  params: data.params,
  tags: data.tags,
  measures: Object.fromEntries(data.metrics.map(({ key, value }) => [key, value])),
  steps: Object.fromEntries(data.metrics.map(({ key, step }) => [key, step])),
  lastSeen: data.metrics.reduce(
    (latest, { timestamp }) => Math.max(latest, timestamp),
    info.endTime ?? info.startTime,
  ),
});

const all = async <T>(pages: AsyncIterable<T>): Promise<T[]> => {
  const items: T[] = [];
  for await (const item of pages) items.push(item);
  return items;
};

const options = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });

/** The server knows no such run, or what was asked for cannot be the id of one. */
const isRefusal = (error: unknown): error is MlflowError =>
  MlflowError.isInstance(error) &&
  (error.errorCode === "RESOURCE_DOES_NOT_EXIST" || error.errorCode === "INVALID_PARAMETER_VALUE");

/** Every run of any server that speaks MLflow's REST API. */
export const mlflowRunSource = (client: MlflowClient): RunSource => {
  const list = async (runId: string, path: string, signal?: AbortSignal): Promise<string[]> => {
    try {
      const files = await client.artifacts.list({ runId, path }, options(signal));
      return files.filter((file) => !file.isDir).map((file) => file.path);
    } catch (error) {
      if (MlflowError.isInstance(error) && error.status === 404) return [];
      throw error;
    }
  };
  /** Files at `path` and below; `images` and `codes` hold one for each epoch and are shown elsewhere. */
  const filesBelow = async (
    runId: string,
    path: string | undefined,
    signal?: AbortSignal,
  ): Promise<FileRecord[]> => {
    const query = path === undefined ? { runId } : { runId, path };
    const found = await client.artifacts.list(query, options(signal));
    const parts = await Promise.all(
      found
        .filter((file) => file.path !== "images" && file.path !== "codes")
        .map((file) =>
          file.isDir
            ? filesBelow(runId, file.path, signal)
            : [
                {
                  path: file.path,
                  size: file.fileSize ?? 0,
                  url: client.artifacts.url({ runId, path: file.path }),
                },
              ],
        ),
    );
    return parts.flat();
  };
  return {
    experiments: async (signal) => {
      const found = await all(
        client.experiments.search({ orderBy: ["last_update_time DESC"] }, options(signal)),
      );
      return found.map(({ experimentId, name }) => ({ id: experimentId, name }));
    },
    runs: async (experimentId, signal) => {
      const query = { experimentIds: [experimentId], maxResults: 1000 };
      const found = await all(client.runs.search(query, options(signal)));
      return found.map(runRecord);
    },
    run: async (runId, signal) => {
      try {
        return runRecord(await client.runs.get(runId, options(signal)));
      } catch (error) {
        throw isRefusal(error) ? new RunNotFound(error.message, { cause: error }) : error;
      }
    },
    series: async (runIds, key, signal) =>
      runIds.length === 0
        ? []
        : await client.metrics.historyOfRuns({ runIds, key, maxResults: 1000 }, options(signal)),
    images: async (runId, signal) =>
      (await list(runId, "images", signal)).flatMap((path): ImageRecord[] => {
        const named = readImageName(path);
        return named === undefined
          ? []
          : [{ ...named, url: client.artifacts.url({ runId, path }) }];
      }),
    codeEpochs: async (runId, signal) =>
      (await list(runId, "codes", signal))
        .flatMap((path) => readCodesName(path) ?? [])
        .sort((a, b) => a - b),
    codes: async (runId, epoch, signal): Promise<Codes> => {
      const path = codesPath(epoch);
      const bytes = await client.artifacts.download({ runId, path }, options(signal));
      return CodesFile.parse(JSON.parse(new TextDecoder().decode(bytes)));
    },
    files: async (runId, signal) => {
      const found = await filesBelow(runId, undefined, signal);
      return found.sort((a, b) => a.path.localeCompare(b.path));
    },
    text: async (runId, path, signal) => {
      const bytes = await client.artifacts.download({ runId, path }, options(signal));
      return new TextDecoder().decode(bytes);
    },
    logUrl: (runId) => client.artifacts.url({ runId, path: "log.txt" }),
  };
};
