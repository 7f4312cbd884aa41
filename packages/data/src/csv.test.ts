import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CsvOptions, readCsv } from "./csv.ts";
import type { Samples } from "./samples.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-csv-"));
});
afterAll(() => rm(folder, { recursive: true }));

const read = async (text: string, options?: CsvOptions) => {
  const file = join(folder, "table.csv");
  await writeFile(file, text);
  return readCsv(file, options);
};

const columnsOf = ({ shape }: Samples) => (shape.kind === "vector" ? shape.columns : undefined);

test.each([
  ["commas", "a,b\n1,2\n3,4\n"],
  ["semicolons", "a;b\r\n1;2\r\n3;4\r\n"],
  ["tabs and a byte-order mark", "\ufeffa\tb\n1\t2\n3\t4"],
  ["quotes and spaces", '"a", "b"\n" 1",2\n3, 4 \n\n'],
])("a table with %s is read with the names of its columns", async (_, text) => {
  const table = await read(text);
  expect(table).toMatchObject({
    size: 2,
    shape: { kind: "vector", length: 2, columns: ["a", "b"] },
  });
  expect([...table.values]).toEqual([1, 2, 3, 4]);
});

test("a first row of numbers is data, unless it is said to be a header", async () => {
  expect(columnsOf(await read("1,2\n3,4"))).toEqual(["1", "2"]);
  expect((await read("1,2\n3,4")).size).toBe(2);
  expect(columnsOf(await read("0,1\n3,4", { header: true }))).toEqual(["0", "1"]);
});

test("columns are chosen by name or number, and text may be the labels", async () => {
  const iris = "length,width,species\n5.1,3.5,setosa\n6.2,3.4,virginica\n5.0,3.6,setosa";
  const table = await read(iris, { labels: "species" });
  expect(columnsOf(table)).toEqual(["length", "width"]);
  expect(table.labels).toEqual({ index: Int32Array.of(0, 1, 0), classes: ["setosa", "virginica"] });
  expect([...(await read(iris, { columns: ["2"] })).values]).toEqual(
    [3.5, 3.4, 3.6].map(Math.fround),
  );
});

test.each([
  ["a,b\n1,2\n3,\n", "row 3, column b has no value"],
  ["a,b\n1,NA\n", "row 2, column b has no value"],
  ["a,b\n1,x\n", 'row 2, column b is no finite number (got "x")'],
  ["a,b\n1,1e999\n", 'row 2, column b is no finite number (got "1e999")'],
  ["a,b\n1,2,3\n", "cannot read"],
  ["a,b\n", "holds no rows of values"],
  ["", "holds no rows of values"],
])("%j is refused with the row and the column", async (text, reason) => {
  await expect(read(text)).rejects.toThrow(reason);
});

test("a column that is not there is refused with those that are", async () => {
  await expect(read("a,b\n1,2", { columns: ["c"] })).rejects.toThrow(
    /cannot find column c in .*; its 2 columns are a, b/,
  );
});
