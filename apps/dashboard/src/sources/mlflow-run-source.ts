import { codesPath } from "@vae-lab/experiments/metrics";
import { type MlflowClient, MlflowError } from "mlflow-js-client";
import { z } from "zod";
import { embeddedTables, NoTables } from "./embedded-tables.ts";
import { readCodesName, readImageName } from "./image-name.ts";
import { mlflowTables } from "./mlflow-tables.ts";
import { runRecord } from "./run-record.ts";
import { type Codes, type ImageRecord, RunNotFound, type RunSource } from "./run-source.ts";
import { tableOf } from "./table-of.ts";

// JSON has no NaN; codes that diverged may be null.
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
  label: z.array(z.number()).optional(),
  classes: z.array(z.string()).optional(),
});

/** A prefix of a run id (a full id has 32 characters). */
const isStart = /^[0-9a-zA-Z]{4,31}$/;

const byName = new Intl.Collator(undefined, { numeric: true });

/** Treats a deleted run as absent. */
const unlessAborted = (signal: AbortSignal | undefined) => (error: unknown) => {
  if (signal?.aborted || !(error instanceof RunNotFound)) throw error;
  return undefined;
};

/** Servers older than MLflow 3 have no logged models. */
const noneWhereUnknown =
  (signal: AbortSignal | undefined) =>
  (error: unknown): [] => {
    if (signal?.aborted || !MlflowError.isInstance(error)) throw error;
    return [];
  };

const all = async <T>(pages: AsyncIterable<T>): Promise<T[]> => {
  const items: T[] = [];
  for await (const item of pages) items.push(item);
  return items;
};

const options = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });

/** The run does not exist, or the id is invalid. */
const isRefusal = (error: unknown): error is MlflowError =>
  MlflowError.isInstance(error) &&
  (error.errorCode === "RESOURCE_DOES_NOT_EXIST" || error.errorCode === "INVALID_PARAMETER_VALUE");

/** Runs of any server with MLflow's REST API. */
export const mlflowRunSource = (client: MlflowClient): RunSource => {
  // Only the embedded server has tables by column; the first response shows whether it is one.
  let columns: ReturnType<typeof embeddedTables> | undefined = embeddedTables(client.trackingUri);
  const rows = mlflowTables(client);
  const list = async (runId: string, path: string, signal?: AbortSignal): Promise<string[]> => {
    try {
      const files = await client.artifacts.list({ runId, path }, options(signal));
      return files.filter((file) => !file.isDir).map((file) => file.path);
    } catch (error) {
      if (MlflowError.isInstance(error) && error.status === 404) return [];
      throw error;
    }
  };
  const run: RunSource["run"] = async (runId, signal) => {
    try {
      return runRecord(await client.runs.get(runId, options(signal)));
    } catch (error) {
      throw isRefusal(error) ? new RunNotFound(error.message, { cause: error }) : error;
    }
  };
  return {
    changes: {
      log: async (run) => {
        // Only pages that train log runs, and what names their experiment loads TensorFlow.js
        const { logRun } = await import("./log-run.ts");
        return logRun(client, run);
      },
      setTag: (tag) => client.runs.setTag(tag).finally(rows.onChange),
      deleteTag: (tag) => client.runs.deleteTag(tag).finally(rows.onChange),
      archive: (runId) => client.runs.delete(runId).finally(rows.onChange),
      restore: (runId) => client.runs.restore(runId).finally(rows.onChange),
    },
    experiments: async (signal) => {
      const found = await all(
        client.experiments.search({ orderBy: ["last_update_time DESC"] }, options(signal)),
      );
      return found.map(({ experimentId, name, lastUpdateTime }) => ({
        ...{ id: experimentId, name },
        lastUpdate: lastUpdateTime,
      }));
    },
    table: async (experimentId, before, signal) => {
      if (columns !== undefined)
        try {
          return await columns.table(experimentId, before, signal);
        } catch (error) {
          if (!(error instanceof NoTables)) throw error;
          columns = undefined;
        }
      return rows.table(experimentId, before, signal);
    },
    archived: async (experimentId, signal) => {
      const found = await all(
        client.runs.search(
          { experimentIds: [experimentId], viewType: "DELETED_ONLY", maxResults: 1_000 },
          options(signal),
        ),
      );
      return tableOf(experimentId, found.map(runRecord));
    },
    metrics: async (table, query, signal) =>
      table.hasMetrics || columns === undefined ? new Map() : columns.metrics(table, query, signal),
    run,
    runByStart: async (start, experimentIds, signal) => {
      if (!isStart.test(start)) return run(start, signal);
      const found = await all(
        client.runs.search(
          {
            experimentIds,
            filter: `attributes.run_id LIKE '${start}%'`,
            viewType: "ALL",
            maxResults: 2,
          },
          options(signal),
        ),
      );
      const [first, second] = found;
      if (first === undefined) throw new RunNotFound(`no run has an id that begins with ${start}`);
      if (second !== undefined)
        throw new RunNotFound(`${found.length} runs have an id that begins with ${start}`);
      return runRecord(first);
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
    folder: async (runId, path, signal) => {
      const query = path === "" ? { runId } : { runId, path };
      const found = await client.artifacts.list(query, options(signal));
      return found
        .map((file) => ({
          path: file.path,
          isFolder: file.isDir,
          size: file.fileSize ?? 0,
          url: client.artifacts.url({ runId, path: file.path }),
        }))
        .sort((a, b) => Number(b.isFolder) - Number(a.isFolder) || byName.compare(a.path, b.path));
    },
    lineage: async (record, signal) => {
      const parentId = record.tags.get("mlflow.parentRunId");
      const [own, parent, children, models] = await Promise.all([
        client.runs.get(record.id, options(signal)),
        parentId === undefined ? undefined : run(parentId, signal).catch(unlessAborted(signal)),
        all(
          client.runs.search(
            {
              experimentIds: [record.experimentId],
              filter: `tags.\`mlflow.parentRunId\` = '${record.id}'`,
              maxResults: 1000,
            },
            options(signal),
          ),
        ),
        all(
          client.loggedModels.search(
            {
              experimentIds: [record.experimentId],
              filter: `source_run_id = '${record.id}'`,
            },
            options(signal),
          ),
        ).catch(noneWhereUnknown(signal)),
      ]);
      const datasets = own.inputs.datasetInputs.map(({ dataset, tags }) => ({
        name: dataset.name,
        digest: dataset.digest,
        source: dataset.sourceType,
        context: new Map(Object.entries(tags)).get("mlflow.data.context"),
      }));
      return {
        datasets,
        models: models.map((model) => ({
          id: model.modelId,
          name: model.name,
          type: model.modelType ?? "",
          status: model.status.toLowerCase().replaceAll("_", " "),
        })),
        parent,
        children: children.map(runRecord),
      };
    },
    text: async (runId, path, signal) => {
      const bytes = await client.artifacts.download({ runId, path }, options(signal));
      return new TextDecoder().decode(bytes);
    },
    logUrl: (runId) => client.artifacts.url({ runId, path: "log.txt" }),
  };
};
