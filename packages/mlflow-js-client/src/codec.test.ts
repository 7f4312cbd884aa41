import { expect, test } from "vitest";
import { fromWire, toWire } from "./codec.ts";
import { Double, Run } from "./entities.ts";

test("NaN and infinities are sent as protobuf's strings", () => {
  const wire = toWire({ values: [Number.NaN, Infinity, -Infinity, 1.5, -0] });
  expect(JSON.stringify(wire)).toBe('{"values":["NaN","Infinity","-Infinity",1.5,0]}');
});

test("names change between camelCase and snake_case; values stay, absent fields stay absent", () => {
  const entity = { runId: "a_b", nextPageToken: undefined, list: [{ isDir: true, note: null }] };
  const wire = { run_id: "a_b", list: [{ is_dir: true, note: null }] };
  expect(toWire(entity)).toEqual(wire);
  expect(Object.keys(toWire(entity) as object)).not.toContain("next_page_token");
  expect(fromWire(wire)).toEqual({ runId: "a_b", list: [{ isDir: true, note: null }] });
});

test("the largest double is infinity as a number, as MLflow's SQL stores return it, and exact as a text", () => {
  expect(Double.parse(Number.MAX_VALUE)).toBe(Infinity);
  expect(Double.parse(-Number.MAX_VALUE)).toBe(-Infinity);
  const wire = JSON.parse(JSON.stringify(toWire([Number.MAX_VALUE, -Number.MAX_VALUE, 1.797e308])));
  expect(wire.map((value: unknown) => Double.parse(value))).toEqual([
    Number.MAX_VALUE,
    -Number.MAX_VALUE,
    1.797e308,
  ]);
  expect(Double.parse("-Infinity")).toBe(-Infinity);
  expect(Double.parse("NaN")).toBeNaN();
  expect(Double.safeParse("0x1").success).toBe(false);
  expect(Double.safeParse("").success).toBe(false);
  expect(Double.parse(1e308)).toBe(1e308);
});

test("a run is read without the fields that a server omits", () => {
  const run = Run.parse(
    fromWire({ info: { run_id: "r", experiment_id: "123456789012345678", start_time: "17" } }),
  );
  expect(run.info).toMatchObject({ experimentId: "123456789012345678", startTime: 17 });
  expect(run.info.endTime).toBeUndefined();
  expect(run.data).toEqual({ metrics: [], params: {}, tags: {} });
});

test("a tag may have the name of a member of every object", () => {
  const tags = [
    { key: "__proto__", value: "a" },
    { key: "constructor", value: "b" },
  ];
  const run = Run.parse(fromWire({ info: { run_id: "r", experiment_id: "0" }, data: { tags } }));
  expect(Object.entries(run.data.tags)).toEqual([
    ["__proto__", "a"],
    ["constructor", "b"],
  ]);
});
