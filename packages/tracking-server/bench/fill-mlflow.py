"""Fills the private database of the MLflow server that is measured with histories: logging a
million points through its API would take longer than all that is measured."""

import math
import sqlite3
import sys

path, length, *runs = sys.argv[1:]
database = sqlite3.connect(path, timeout=60)
columns = [row[1] for row in database.execute("PRAGMA table_info(metrics)")]
assert {"key", "value", "timestamp", "run_uuid", "step", "is_nan"} <= set(columns), columns
start = 1_700_000_000_000
for run in runs:
    database.executemany(
        "INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan)"
        " VALUES ('loss', ?, ?, ?, ?, 0)",
        ((math.sin(n), start + n, run, n) for n in range(int(length))),
    )
database.commit()
