import { randomUUID } from "node:crypto";
import { ApiError, invalid } from "../api-error.ts";
import { type Comparison, parseFilter } from "../search/parse.ts";
import { rareTag } from "../search/rare-tag.ts";
import { runComparison, runOrder } from "../search/run-search.ts";
import { conditionSql, sql } from "../search/sql.ts";
import type { Database } from "./database.ts";
import type { Stages, WireExperiment, WirePair, WireRun, WireRunInfo } from "./entities.ts";
import { experimentIdList } from "./experiment-id.ts";
import { insertPairs } from "./insert-pairs.ts";
import { nameRun } from "./name-run.ts";
import { type RunRow, wireInfo, wireRuns } from "./run-rows.ts";
import { runTexts } from "./run-texts.ts";

const nameTag = "mlflow.runName";

/** A page of a search; `limit` and `offset` count runs. */
export interface RunQuery {
  readonly experimentIds: readonly string[];
  readonly filter: string;
  readonly orderBy: readonly string[];
  readonly stages: Stages;
  readonly limit: number;
  readonly offset: number;
}

/** The runs of a store. Calls throw ApiError as MLflow answers. */
export interface RunStore {
  get(runId: string): WireRun;
  row(runId: string): RunRow;
  /** The row of a run that is not deleted. */
  active(runId: string): RunRow;
  setTags(run: number, tags: readonly WirePair[]): void;
  create(
    experiment: WireExperiment,
    run: { name: string; userId: string; startTime: number; tags: WirePair[] },
  ): WireRun;
  update(
    runId: string,
    change: {
      status?: string | undefined;
      endTime?: number | undefined;
      runName?: string | undefined;
    },
  ): WireRunInfo;
  delete(runId: string): void;
  restore(runId: string): void;
  deleteTag(runId: string, key: string): void;
  /** Runs as JSON. */
  search(query: RunQuery): { runs: string[]; hasMore: boolean };
}

export const runStore = (database: Database): RunStore => {
  const texts = runTexts(database);
  const row = (runId: string): RunRow => {
    const found = database.first<RunRow>("SELECT * FROM runs WHERE run_id = ?", runId);
    if (!found) throw new ApiError("RESOURCE_DOES_NOT_EXIST", `Run with id=${runId} not found`);
    return found;
  };
  const active = (runId: string): RunRow => {
    const found = row(runId);
    if (found.lifecycle_stage !== "active")
      throw invalid(
        `The run ${runId} must be in the 'active' state. Current state is ${found.lifecycle_stage}.`,
      );
    return found;
  };
  const get = (runId: string): WireRun => {
    const [run] = wireRuns(database, [row(runId)]);
    if (!run) throw new ApiError("INTERNAL_ERROR", `Run with id=${runId} could not be read`);
    return run;
  };
  const setTags = (run: number, tags: readonly WirePair[]): void => {
    const onConflict = "DO UPDATE SET value = excluded.value";
    insertPairs(database, "tags", { run, pairs: tags, onConflict });
    const name = tags.findLast(({ key }) => key === nameTag);
    if (name) database.run("UPDATE runs SET run_name = ? WHERE id = ?", name.value, run);
  };
  const comparisonSql = (comparison: Comparison) =>
    rareTag(database, comparison) ?? runComparison(comparison);
  const setStage = (runId: string, stage: "active" | "deleted"): void => {
    const { changes } = database.run(
      "UPDATE runs SET lifecycle_stage = ? WHERE run_id = ?",
      stage,
      runId,
    );
    if (changes === 0) row(runId);
  };

  return {
    get,
    row,
    active,
    setTags,

    create: (experiment, run) => {
      const tagged = run.tags.find((tag) => tag.key === nameTag)?.value ?? "";
      if (run.name !== "" && tagged !== "" && run.name !== tagged)
        throw invalid(
          `Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values (run_name='${run.name}', mlflow.runName='${tagged}').`,
        );
      const runId = randomUUID().replaceAll("-", "");
      const name = run.name || tagged || nameRun(runId);
      database.transaction(() => {
        const { lastInsertRowid: id } = database.run(
          `INSERT INTO runs (run_id, experiment_id, run_name, user_id, status, start_time, artifact_uri)
           VALUES (?, ?, ?, ?, 'RUNNING', ?, ?)`,
          runId,
          Number(experiment.experiment_id),
          name,
          run.userId,
          run.startTime,
          `${experiment.artifact_location.replace(/\/+$/, "")}/${runId}/artifacts`,
        );
        setTags(id, [...run.tags, { key: nameTag, value: name }]);
      });
      return get(runId);
    },

    update: (runId, change) =>
      database.transaction(() => {
        const { id } = active(runId);
        database.run(
          "UPDATE runs SET status = coalesce(?, status), end_time = coalesce(?, end_time) WHERE id = ?",
          change.status ?? null,
          change.endTime ?? null,
          id,
        );
        if (change.runName) setTags(id, [{ key: nameTag, value: change.runName }]);
        return wireInfo(row(runId));
      }),

    delete: (runId) => setStage(runId, "deleted"),
    restore: (runId) => setStage(runId, "active"),

    deleteTag: (runId, key) =>
      database.transaction(() => {
        const { id } = active(runId);
        const { changes } = database.run("DELETE FROM tags WHERE run = ? AND key = ?", id, key);
        if (changes === 0)
          throw new ApiError(
            "RESOURCE_DOES_NOT_EXIST",
            `No tag with name: ${key} in run with id ${runId}`,
          );
      }),

    search: (query) => {
      const condition = parseFilter(query.filter);
      const where = condition ? conditionSql(condition, comparisonSql) : sql("1");
      const order = runOrder(query.orderBy);
      const rows = database.all<RunRow>(
        `SELECT r.* FROM runs r
         WHERE r.experiment_id IN (SELECT value FROM json_each(?))
           AND r.lifecycle_stage IN (SELECT value FROM json_each(?)) AND ${where.text}
         ORDER BY ${order.text} LIMIT ? OFFSET ?`,
        experimentIdList(query.experimentIds),
        JSON.stringify(query.stages),
        ...where.values,
        ...order.values,
        query.limit + 1,
        query.offset,
      );
      return { runs: texts(rows.slice(0, query.limit)), hasMore: rows.length > query.limit };
    },
  };
};
