import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../store/database.ts";
import { experimentStore } from "../store/experiments.ts";
import { openStore } from "../store/open-store.ts";
import { runStore } from "../store/runs.ts";
import type { Comparison } from "./parse.ts";
import { rareTag } from "./rare-tag.ts";

const folder = mkdtempSync(join(tmpdir(), "rare-tag-"));
let database: Database;
let runs: ReturnType<typeof runStore>;

/** 101 runs: each has a unique tag and a common tag; all but the last have a third tag. */
beforeAll(() => {
  database = openStore(folder);
  runs = runStore(database);
  const experiment = experimentStore(database).get("0");
  for (let n = 0; n < 101; n++) {
    const tags = [
      { key: "own", value: `${n}` },
      { key: "all", value: "yes" },
      ...(n < 100 ? [{ key: "hundred", value: "yes" }] : []),
    ];
    runs.create(experiment, { name: `run ${n}`, userId: "", startTime: n, tags });
  }
});
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const tag = (key: string, value: string): Comparison => ({
  kind: "comparison",
  identifier: { entity: "tags", key },
  comparator: "=",
  literal: { kind: "string", value },
});

const found = (filter: string): number[] =>
  runs
    .search({
      experimentIds: ["0"],
      filter,
      orderBy: ["start_time ASC"],
      stages: ["active"],
      limit: 1000,
      offset: 0,
    })
    .runs.map((text) => JSON.parse(text).info.start_time);

test("a run is found by its own tag without reading the others", () => {
  const condition = rareTag(database, tag("own", "7"));
  const plan = database.all<{ detail: string }>(
    `EXPLAIN QUERY PLAN SELECT r.* FROM runs r
     WHERE r.experiment_id IN (SELECT CAST(value AS INTEGER) FROM json_each('["0"]'))
       AND r.lifecycle_stage IN (SELECT value FROM json_each('["active"]')) AND ${condition?.text}`,
    ...(condition?.values ?? []),
  );
  expect(plan.map(({ detail }) => detail)).toContain(
    "SEARCH r USING INTEGER PRIMARY KEY (rowid=?)",
  );
  expect(found("tags.own = '7'")).toEqual([7]);
  expect(found("tags.own = 'none'")).toEqual([]);
});

test("a tag of many runs is searched in the requested order and finds the same runs", () => {
  expect(rareTag(database, tag("hundred", "yes"))).toBeDefined();
  expect(rareTag(database, tag("all", "yes"))).toBeUndefined();
  const numbers = Array.from({ length: 101 }, (_, n) => n);
  expect(found("tags.hundred = 'yes'")).toEqual(numbers.slice(0, 100));
  expect(found("tags.all = 'yes'")).toEqual(numbers);
  expect(found("tags.own = '3' OR tags.own = '5' AND tags.all = 'yes'")).toEqual([3, 5]);
});
