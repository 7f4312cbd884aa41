/** "vlab" in ASCII, which identifies a database of this server. */
export const applicationId = 0x766c6162;

/**
 * One migration per version of the schema, applied in order. `series` has one row for each
 * metric of a run with its latest point, so that a search does not read histories. `points` is ordered
 * as MLflow orders a history. `run_models` has the logged models that a run used or made (`direction`).
 * `runs.revision` increases with every change of a run. Integer references to runs are runs.id.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE experiments (
    experiment_id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    artifact_location TEXT NOT NULL,
    lifecycle_stage TEXT NOT NULL DEFAULT 'active',
    creation_time INTEGER NOT NULL,
    last_update_time INTEGER NOT NULL
  );
  CREATE TABLE experiment_tags (
    experiment_id INTEGER NOT NULL REFERENCES experiments,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (experiment_id, key)
  ) WITHOUT ROWID;
  CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL UNIQUE,
    experiment_id INTEGER NOT NULL REFERENCES experiments,
    run_name TEXT NOT NULL,
    user_id TEXT NOT NULL,
    status TEXT NOT NULL,
    start_time INTEGER NOT NULL,
    end_time INTEGER,
    artifact_uri TEXT NOT NULL,
    lifecycle_stage TEXT NOT NULL DEFAULT 'active'
  );
  CREATE INDEX runs_by_start ON runs (experiment_id, lifecycle_stage, start_time DESC, run_id);
  CREATE TABLE params (
    run INTEGER NOT NULL REFERENCES runs,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run, key)
  ) WITHOUT ROWID;
  CREATE TABLE tags (
    run INTEGER NOT NULL REFERENCES runs,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run, key)
  ) WITHOUT ROWID;
  CREATE INDEX tags_by_value ON tags (key, value);
  CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs,
    key TEXT NOT NULL,
    step INTEGER NOT NULL,
    timestamp INTEGER NOT NULL,
    value REAL NOT NULL,
    is_nan INTEGER NOT NULL,
    UNIQUE (run, key)
  );
  CREATE TABLE points (
    series INTEGER NOT NULL REFERENCES series,
    timestamp INTEGER NOT NULL,
    step INTEGER NOT NULL,
    value REAL NOT NULL,
    is_nan INTEGER NOT NULL,
    PRIMARY KEY (series, timestamp, step, value, is_nan)
  ) WITHOUT ROWID;
  CREATE TABLE dataset_inputs (
    run INTEGER NOT NULL REFERENCES runs,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    source_type TEXT NOT NULL,
    source TEXT NOT NULL,
    schema TEXT,
    profile TEXT,
    context TEXT,
    tags TEXT NOT NULL,
    PRIMARY KEY (run, name, digest)
  ) WITHOUT ROWID;
  `,
  `
  CREATE TABLE logged_models (
    id INTEGER PRIMARY KEY,
    model_id TEXT NOT NULL UNIQUE,
    experiment_id INTEGER NOT NULL REFERENCES experiments,
    name TEXT NOT NULL,
    artifact_uri TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'LOGGED_MODEL_PENDING',
    model_type TEXT NOT NULL,
    source_run_id TEXT NOT NULL,
    creation_time INTEGER NOT NULL,
    last_update_time INTEGER NOT NULL
  );
  CREATE INDEX models_by_creation ON logged_models (experiment_id, creation_time DESC);
  CREATE TABLE model_params (
    model INTEGER NOT NULL REFERENCES logged_models ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (model, key)
  ) WITHOUT ROWID;
  CREATE TABLE model_tags (
    model INTEGER NOT NULL REFERENCES logged_models ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (model, key)
  ) WITHOUT ROWID;
  CREATE TABLE model_metrics (
    model INTEGER NOT NULL REFERENCES logged_models ON DELETE CASCADE,
    run INTEGER NOT NULL REFERENCES runs,
    key TEXT NOT NULL,
    dataset_name TEXT NOT NULL,
    dataset_digest TEXT NOT NULL,
    timestamp INTEGER NOT NULL,
    step INTEGER NOT NULL,
    value REAL NOT NULL,
    is_nan INTEGER NOT NULL,
    PRIMARY KEY (model, run, key, dataset_name, dataset_digest)
  ) WITHOUT ROWID;
  CREATE TABLE run_models (
    run INTEGER NOT NULL REFERENCES runs,
    direction TEXT NOT NULL,
    model_id TEXT NOT NULL,
    step INTEGER NOT NULL,
    PRIMARY KEY (run, direction, model_id, step)
  ) WITHOUT ROWID;
  ALTER TABLE runs ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
  CREATE TRIGGER run_changed AFTER UPDATE OF run_name, status, end_time, lifecycle_stage ON runs
    BEGIN UPDATE runs SET revision = revision + 1 WHERE id = new.id; END;
  CREATE TRIGGER series_insert AFTER INSERT ON series
    BEGIN UPDATE runs SET revision = revision + 1 WHERE id = new.run; END;
  CREATE TRIGGER series_update AFTER UPDATE ON series
    BEGIN UPDATE runs SET revision = revision + 1 WHERE id = new.run; END;
  CREATE TRIGGER series_delete AFTER DELETE ON series
    BEGIN UPDATE runs SET revision = revision + 1 WHERE id = old.run; END;
  CREATE TRIGGER params_insert AFTER INSERT ON params
    BEGIN UPDATE runs SET revision = revision + 1 WHERE id = new.run; END;
  CREATE TRIGGER params_update AFTER UPDATE ON params
    BEGIN UPDATE runs SET revision = revision + 1 WHERE id = new.run; END;
  CREATE TRIGGER params_delete AFTER DELETE ON params
    BEGIN UPDATE runs SET revision = revision + 1 WHERE id = old.run; END;
  CREATE TRIGGER tags_insert AFTER INSERT ON tags
    BEGIN UPDATE runs SET revision = revision + 1 WHERE id = new.run; END;
  CREATE TRIGGER tags_update AFTER UPDATE ON tags
    BEGIN UPDATE runs SET revision = revision + 1 WHERE id = new.run; END;
  CREATE TRIGGER tags_delete AFTER DELETE ON tags
    BEGIN UPDATE runs SET revision = revision + 1 WHERE id = old.run; END;
  CREATE TRIGGER dataset_inputs_insert AFTER INSERT ON dataset_inputs
    BEGIN UPDATE runs SET revision = revision + 1 WHERE id = new.run; END;
  CREATE TRIGGER dataset_inputs_update AFTER UPDATE ON dataset_inputs
    BEGIN UPDATE runs SET revision = revision + 1 WHERE id = new.run; END;
  CREATE TRIGGER dataset_inputs_delete AFTER DELETE ON dataset_inputs
    BEGIN UPDATE runs SET revision = revision + 1 WHERE id = old.run; END;
  CREATE TRIGGER run_models_insert AFTER INSERT ON run_models
    BEGIN UPDATE runs SET revision = revision + 1 WHERE id = new.run; END;
  CREATE TRIGGER run_models_update AFTER UPDATE ON run_models
    BEGIN UPDATE runs SET revision = revision + 1 WHERE id = new.run; END;
  CREATE TRIGGER run_models_delete AFTER DELETE ON run_models
    BEGIN UPDATE runs SET revision = revision + 1 WHERE id = old.run; END;
  `,
];

export const schemaVersion = migrations.length;
