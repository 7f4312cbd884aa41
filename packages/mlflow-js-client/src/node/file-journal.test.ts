import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Journal } from "../spool/journal.ts";
import { fileJournal } from "./file-journal.ts";

let folder = "";
let path = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "journal-"));
  path = join(folder, "journal");
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = () => fileJournal({ path, isSynced: false });
const read = async (journal: Journal, from = 0) => {
  const records: { record: string; next: number }[] = [];
  for await (const one of journal.read(from)) records.push(one);
  return records;
};
const texts = async (journal: Journal) => (await read(journal)).map(({ record }) => record);
const fill = async (records: readonly string[]) => {
  const journal = await open();
  for (const record of records) await journal.append(record);
  await journal.close();
};
const several = ["{}", "β 試 😀", "x".repeat(200_000), '{"a":"\\n"}', ""];

test("appended records are read from any record on, by this process and the next", async () => {
  await fill(several);
  const journal = await open();
  const all = await read(journal);
  expect(all.map(({ record }) => record)).toEqual(several);
  for (const [n, { next }] of all.entries())
    expect((await read(journal, next)).map(({ record }) => record)).toEqual(several.slice(n + 1));
  expect(all.at(-1)?.next).toBe(journal.end);
  await journal.append("more");
  expect(await texts(journal)).toEqual([...several, "more"]);
  await journal.close();
});

test("wherever a crash cuts the last line, the others stay and the next follows them", async () => {
  await fill(["one", "two", "three"]);
  const whole = readFileSync(path);
  const ends = [...whole.entries()].filter(([, byte]) => byte === 10).map(([at]) => at + 1);
  for (let length = 0; length <= whole.length; length++) {
    writeFileSync(path, whole.subarray(0, length));
    const journal = await open();
    const kept = ["one", "two", "three"].slice(0, ends.filter((end) => end <= length).length);
    expect([length, await texts(journal)]).toEqual([length, kept]);
    await journal.append("four");
    expect(await texts(journal)).toEqual([...kept, "four"]);
    await journal.close();
  }
});

test("zeros or foreign bytes at the end, as after a power cut, are removed", async () => {
  for (const rest of ["\0".repeat(500), "\0\n\0\n", "not a record\n"]) {
    rmSync(path, { force: true });
    await fill(["one"]);
    appendFileSync(path, rest);
    const journal = await open();
    expect(await texts(journal)).toEqual(["one"]);
    await journal.close();
  }
});

test("damage before other records is reported, and nothing is removed", async () => {
  await fill(["one", "two", "three"]);
  const bytes = readFileSync(path);
  const at = bytes.indexOf("two");
  bytes[at] = 0x54;
  writeFileSync(path, bytes);
  await expect(open()).rejects.toMatchObject({ errorCode: "DATA_LOSS" });
  expect(readFileSync(path)).toEqual(bytes);
  expect(readdirSync(folder)).toEqual(["journal"]);
});

test("only the owner can read a journal, also after its records were replaced", async () => {
  path = join(folder, "new", "journal");
  const journal = await open();
  const modes = () =>
    ["", "journal", "journal.lock"].map((name) =>
      (statSync(join(folder, "new", name)).mode & 0o777).toString(8),
    );
  expect(modes()).toEqual(["700", "600", "600"]);
  await journal.append("one");
  await journal.replace(["two"]);
  expect(modes()).toEqual(["700", "600", "600"]);
  await journal.close();
});

test("records are replaced in one step", async () => {
  const journal = await open();
  for (const record of several) await journal.append(record);
  await journal.replace(["kept"]);
  await journal.append("new");
  expect(await texts(journal)).toEqual(["kept", "new"]);
  await journal.close();
  const again = await open();
  expect(await texts(again)).toEqual(["kept", "new"]);
  await again.close();
});

test("a second process is refused until the first has closed the journal", async () => {
  const first = await open();
  await expect(open()).rejects.toMatchObject({
    errorCode: "RESOURCE_CONFLICT",
    message: expect.stringContaining(`cannot open ${path}: process ${process.pid} on`),
  });
  await first.close();
  await (await open()).close();
  expect(readdirSync(folder)).toEqual(["journal"]);
});

test("of many openings at once exactly one succeeds", async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, open));
  const opened = outcomes.filter((one) => one.status === "fulfilled");
  expect(opened).toHaveLength(1);
  for (const one of opened) await one.value.close();
});
