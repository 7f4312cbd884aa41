"""Fills the private database of the MLflow server that is measured: logging a million points
through its API would take longer than all that is measured. Prints the ids of the runs."""

import math
import sqlite3
import sys
import uuid

path, experiment, runs, keys, length = sys.argv[1:]
start = 1_700_000_000_000
database = sqlite3.connect(path, timeout=60)
for n in range(int(runs)):
    run = uuid.uuid4().hex
    database.execute(
        "INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id,"
        " status, start_time, source_version, lifecycle_stage, artifact_uri, experiment_id)"
        " VALUES (?, ?, 'UNKNOWN', '', '', '', 'RUNNING', 1, '', 'active', ?, ?)",
        (run, f"run {n}", f"mlflow-artifacts:/{experiment}/{run}/artifacts", int(experiment)),
    )
    database.execute("INSERT INTO tags VALUES ('mlflow.runName', ?, ?)", (f"run {n}", run))
    for k in range(int(keys)):
        key = f"metric/{k}"
        points = [
            (key, math.sin(n * 7919 + k + step), start + step, run, step)
            for step in range(int(length))
        ]
        database.executemany(
            "INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan)"
            " VALUES (?, ?, ?, ?, ?, 0)",
            points,
        )
        database.execute(
            "INSERT INTO latest_metrics (key, value, timestamp, run_uuid, step, is_nan)"
            " VALUES (?, ?, ?, ?, ?, 0)",
            points[-1],
        )
    print(run)
database.commit()
