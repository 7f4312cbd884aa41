import { group } from "d3-array";
import { ApiError, invalid } from "../api-error.ts";
import { experimentComparison, experimentOrder } from "../search/experiment-search.ts";
import { parseFilter } from "../search/parse.ts";
import { conditionSql, sql } from "../search/sql.ts";
import type { Database } from "./database.ts";
import type { Stages, WireExperiment, WirePair } from "./entities.ts";
import { parseExperimentId } from "./experiment-id.ts";
import { sqliteCode } from "./store-error.ts";

interface Row {
  experiment_id: number;
  name: string;
  artifact_location: string;
  lifecycle_stage: string;
  creation_time: number;
  last_update_time: number;
}

const selectTags = `SELECT experiment_id, key, value FROM experiment_tags
  WHERE experiment_id IN (SELECT value FROM json_each(?)) ORDER BY key`;

/** A page of a search; `limit` and `offset` count experiments. */
export interface ExperimentQuery {
  readonly filter: string;
  readonly orderBy: readonly string[];
  readonly stages: Stages;
  readonly limit: number;
  readonly offset: number;
}

/** The experiments of a store. Calls throw ApiError as MLflow answers. */
export interface ExperimentStore {
  get(id: string): WireExperiment;
  /** An experiment that is not deleted. */
  active(id: string): WireExperiment;
  byName(name: string): WireExperiment;
  /** Returns the id. */
  create(name: string, artifactLocation: string | undefined, tags: readonly WirePair[]): string;
  rename(id: string, name: string): void;
  delete(id: string): void;
  restore(id: string): void;
  setTag(id: string, tag: WirePair): void;
  deleteTag(id: string, key: string): void;
  /** Up to `limit` + 1 experiments; the last one means that another page follows. */
  search(query: ExperimentQuery): WireExperiment[];
}

export const experimentStore = (database: Database): ExperimentStore => {
  const toWire = (rows: Row[]): WireExperiment[] => {
    const tags = database.all<{ experiment_id: number } & WirePair>(
      selectTags,
      JSON.stringify(rows.map((row) => row.experiment_id)),
    );
    const tagsOf = group(tags, (tag) => tag.experiment_id);
    return rows.map((row) => ({
      ...row,
      experiment_id: String(row.experiment_id),
      tags: (tagsOf.get(row.experiment_id) ?? []).map(({ key, value }) => ({ key, value })),
    }));
  };
  const only = (rows: Row[]): WireExperiment | undefined => toWire(rows)[0];

  const get = (id: string): WireExperiment => {
    const number = parseExperimentId(id);
    const found = only(database.all("SELECT * FROM experiments WHERE experiment_id = ?", number));
    if (!found) throw notFound(number);
    return found;
  };
  const notFound = (id: number) =>
    new ApiError("RESOURCE_DOES_NOT_EXIST", `No Experiment with id=${id} exists`);

  const active = (id: string): WireExperiment => {
    const experiment = get(id);
    if (experiment.lifecycle_stage !== "active")
      throw invalid(
        `The experiment ${id} must be in the 'active' state. Current state is ${experiment.lifecycle_stage}.`,
      );
    return experiment;
  };

  const refuseTaken = <T>(name: string, write: () => T): T => {
    try {
      return write();
    } catch (error) {
      if (!sqliteCode(error)?.startsWith("SQLITE_CONSTRAINT")) throw error;
      throw new ApiError("RESOURCE_ALREADY_EXISTS", `Experiment(name=${name}) already exists.`);
    }
  };

  const setTag = (id: number, { key, value }: WirePair): void => {
    database.run(
      `INSERT INTO experiment_tags VALUES (?, ?, ?)
       ON CONFLICT (experiment_id, key) DO UPDATE SET value = excluded.value`,
      id,
      key,
      value,
    );
  };

  const setStage = (id: string, from: "active" | "deleted", to: "active" | "deleted"): void =>
    database.transaction(() => {
      const number = parseExperimentId(id);
      const { changes } = database.run(
        "UPDATE experiments SET lifecycle_stage = ?, last_update_time = ? WHERE experiment_id = ? AND lifecycle_stage = ?",
        to,
        Date.now(),
        number,
        from,
      );
      if (changes === 0) throw notFound(number);
      database.run("UPDATE runs SET lifecycle_stage = ? WHERE experiment_id = ?", to, number);
    });

  return {
    get,
    active,

    byName: (name) => {
      const found = only(database.all("SELECT * FROM experiments WHERE name = ?", name));
      if (found) return found;
      throw new ApiError(
        "RESOURCE_DOES_NOT_EXIST",
        `Could not find experiment with name '${name}'`,
      );
    },

    create: (name, artifactLocation, tags) =>
      refuseTaken(name, () =>
        database.transaction(() => {
          const now = Date.now();
          const { lastInsertRowid: id } = database.run(
            "INSERT INTO experiments (name, artifact_location, creation_time, last_update_time) VALUES (?, ?, ?, ?)",
            name,
            artifactLocation ?? "",
            now,
            now,
          );
          if (!artifactLocation)
            database.run(
              "UPDATE experiments SET artifact_location = ? WHERE experiment_id = ?",
              `mlflow-artifacts:/${id}`,
              id,
            );
          for (const tag of tags) setTag(id, tag);
          return String(id);
        }),
      ),

    rename: (id, name) =>
      database.transaction(() => {
        if (get(id).lifecycle_stage !== "active")
          throw new ApiError("INVALID_STATE", "Cannot rename a non-active experiment.");
        refuseTaken(name, () =>
          database.run(
            "UPDATE experiments SET name = ?, last_update_time = ? WHERE experiment_id = ?",
            name,
            Date.now(),
            parseExperimentId(id),
          ),
        );
      }),

    delete: (id) => setStage(id, "active", "deleted"),
    restore: (id) => setStage(id, "deleted", "active"),

    setTag: (id, tag) =>
      database.transaction(() => {
        active(id);
        setTag(parseExperimentId(id), tag);
      }),

    deleteTag: (id, key) =>
      database.transaction(() => {
        active(id);
        const { changes } = database.run(
          "DELETE FROM experiment_tags WHERE experiment_id = ? AND key = ?",
          parseExperimentId(id),
          key,
        );
        if (changes === 0)
          throw new ApiError(
            "RESOURCE_DOES_NOT_EXIST",
            `No tag with name: ${key} in experiment with id ${id}`,
          );
      }),

    search: (query) => {
      const condition = parseFilter(query.filter);
      const where = condition ? conditionSql(condition, experimentComparison) : sql("1");
      return toWire(
        database.all<Row>(
          `SELECT e.* FROM experiments e
           WHERE e.lifecycle_stage IN (SELECT value FROM json_each(?)) AND ${where.text}
           ORDER BY ${experimentOrder(query.orderBy)} LIMIT ? OFFSET ?`,
          JSON.stringify(query.stages),
          ...where.values,
          query.limit + 1,
          query.offset,
        ),
      );
    },
  };
};
