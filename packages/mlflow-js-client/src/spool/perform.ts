import type { MlflowClient } from "../client.ts";
import { MlflowError } from "../errors.ts";
import type { CallOptions } from "../request.ts";
import { fromBase64 } from "./base64.ts";
import type { Task } from "./entry.ts";

/** The part of a client that tasks need. */
export type TaskClient = Pick<MlflowClient, "experiments" | "runs" | "artifacts">;

/** Performs a task at the server. Returns the server's id of the run if the task created it. */
export const perform = async (
  client: TaskClient,
  task: Task,
  runIdOf: (runId: string) => string,
  options: CallOptions,
): Promise<string | undefined> => {
  switch (task.kind) {
    case "create": {
      const { kind, runId, experimentName, experimentId, tags, requestId, startTime, ...names } =
        task;
      const run = {
        experimentId:
          experimentId ?? (await experimentNamed(client, experimentName ?? "", options)),
        tags: record(tags),
        requestId,
        startTime,
        ...given(names),
      };
      return (await client.runs.create(run, options)).info.runId;
    }
    case "log": {
      const { metrics, params, tags } = task;
      const runId = runIdOf(task.runId);
      const log = { runId, metrics, params: record(params), tags: record(tags) };
      await client.runs.logBatch(log, options);
      return undefined;
    }
    case "update": {
      const { kind, runId, ...change } = task;
      await client.runs.update({ runId: runIdOf(runId), ...given(change) }, options);
      return undefined;
    }
    case "artifact": {
      const { path, base64, contentType } = task;
      const file = { runId: runIdOf(task.runId), path, body: fromBase64(base64) };
      await client.artifacts.upload({ ...file, ...given({ contentType }) }, options);
      return undefined;
    }
  }
};

const experimentNamed = async (
  client: TaskClient,
  name: string,
  options: CallOptions,
): Promise<string> => {
  const known = await client.experiments.getByName(name, options);
  if (known) return known.experimentId;
  try {
    return await client.experiments.create({ name }, options);
  } catch (error) {
    // Another client has created it, or the answer to our own request was lost.
    const made = MlflowError.isInstance(error)
      ? await client.experiments.getByName(name, options)
      : undefined;
    if (made) return made.experimentId;
    throw error;
  }
};

type Given<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/** Without the fields that are undefined. */
const given = <T extends object>(fields: T): Partial<Given<T>> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<
    Given<T>
  >;

const record = (pairs: readonly { key: string; value: string }[]): Record<string, string> =>
  Object.fromEntries(pairs.map(({ key, value }) => [key, value]));
