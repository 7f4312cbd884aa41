import type { Database, SqlValue } from "./database.ts";
import { type WireMetric, wireDouble } from "./entities.ts";
import { recent } from "./recent.ts";

interface PointRow {
  value: number;
  timestamp: number;
  step: number;
  is_nan: number;
}

export interface Steps {
  readonly start: number;
  readonly end: number;
}

/** Points of cached samples: about 200 curves of 2,500 points, or 2,000 of 320. */
const maxCachedPoints = 1_000_000;

const columns = "value, timestamp, step, is_nan";
const byStep = "step, timestamp, value, is_nan";

const compareByStep = (a: PointRow, b: PointRow): number =>
  a.step - b.step || a.timestamp - b.timestamp || a.value - b.value || a.is_nan - b.is_nan;

const toWire = (key: string, { value, timestamp, step, is_nan }: PointRow): WireMetric => ({
  key,
  value: wireDouble(value, is_nan),
  timestamp,
  step,
});

/** The histories of metrics. That of an unknown run or key is empty, as in MLflow. */
export interface HistoryStore {
  /** Ordered by time, step and value. Up to `limit` + 1 points; the last means that a page follows. */
  history(runId: string, key: string, limit: number, offset: number): WireMetric[];
  /** At most `limit` points, ordered by step. */
  sampled(
    runId: string,
    key: string,
    limit: number,
    steps: Steps | undefined,
  ): (WireMetric & { run_id: string })[];
}

export const historyStore = (database: Database): HistoryStore => {
  const seriesOf = (runId: string, key: string): number | undefined =>
    database.first<{ id: number }>(
      "SELECT id FROM series WHERE run = (SELECT id FROM runs WHERE run_id = ?) AND key = ?",
      runId,
      key,
    )?.id;

  const cache = recent<PointRow[]>(maxCachedPoints, (rows) => rows.length + 1);

  /**
   * At most `limit` points: the first, the last, from a limit of 4 on also the minimum and the
   * maximum, and others evenly spaced in rank by step.
   */
  const sample = (series: number, limit: number, steps: Steps | undefined): PointRow[] => {
    const where = `series = ?${steps ? " AND step BETWEEN ? AND ?" : ""}`;
    const values: SqlValue[] = [series, ...(steps ? [steps.start, steps.end] : [])];
    const select = (rest: string): PointRow[] =>
      database.all(`SELECT ${columns} FROM points WHERE ${where} ${rest}`, ...values);
    const total =
      database.first<{ n: number }>(`SELECT count(*) n FROM points WHERE ${where}`, ...values)?.n ??
      0;
    // Points are added and never changed or removed, so their number identifies them.
    const key = JSON.stringify([total, limit, ...values]);
    const known = cache.get(key);
    if (known) return known;
    const made = makeSample(total, limit, select, where, values);
    cache.set(key, made);
    return made;
  };

  const makeSample = (
    total: number,
    limit: number,
    select: (rest: string) => PointRow[],
    where: string,
    values: readonly SqlValue[],
  ): PointRow[] => {
    if (total <= limit) return select(`ORDER BY ${byStep}`);
    if (limit === 1)
      return select("ORDER BY step DESC, timestamp DESC, value DESC, is_nan DESC LIMIT 1");
    const extremes =
      limit < 4
        ? []
        : [
            ...select("AND is_nan = 0 ORDER BY value LIMIT 1"),
            ...select("AND is_nan = 0 ORDER BY value DESC LIMIT 1"),
          ];
    // A rank is kept where ⌊rank·(n − 1)/(total − 1)⌋ changes: n times, including both ends.
    const gaps = limit - extremes.length - 1;
    const even = database.all<PointRow>(
      `SELECT ${columns} FROM (
         SELECT ${columns}, row_number() OVER (ORDER BY ${byStep}) - 1 AS rank
         FROM points WHERE ${where}
       ) WHERE rank = 0 OR rank * ${gaps} / ${total - 1} > (rank - 1) * ${gaps} / ${total - 1}
       ORDER BY rank`,
      ...values,
    );
    const isKept = (row: PointRow) => even.some((other) => compareByStep(other, row) === 0);
    return [...even, ...extremes.filter((row) => !isKept(row))].sort(compareByStep);
  };

  return {
    history: (runId, key, limit, offset) => {
      const series = seriesOf(runId, key);
      if (series === undefined) return [];
      return database
        .all<PointRow>(
          `SELECT ${columns} FROM points WHERE series = ?
           ORDER BY timestamp, step, value, is_nan LIMIT ? OFFSET ?`,
          series,
          limit + 1,
          offset,
        )
        .map((row) => toWire(key, row));
    },

    sampled: (runId, key, limit, steps) => {
      const series = seriesOf(runId, key);
      const rows = series === undefined ? [] : sample(series, limit, steps);
      return rows.map((row) => ({ ...toWire(key, row), run_id: runId }));
    },
  };
};
