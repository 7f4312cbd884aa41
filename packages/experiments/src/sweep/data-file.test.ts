import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadOwnDataset } from "../datasets/own/load-own-dataset.ts";
import { dataFileSize, encodeDataFile, readDataFile } from "./data-file.ts";

test("a data file gives back the data to the bit, and refuses others", async () => {
  const folder = await mkdtemp(join(tmpdir(), "vae-lab-data-file-"));
  const table = join(folder, "table.csv");
  const rows = Array.from({ length: 40 }, (_, i) => `${Math.sin(i)},${i / 3},${i % 3}`);
  await writeFile(table, ["a,b,kind", ...rows].join("\n"));
  const {
    type: _,
    testShare: __,
    ...data
  } = await loadOwnDataset({
    ...{ name: "table", train: table, labels: "kind", scale: "standardise" },
  });
  const file = join(folder, "data.safetensors");
  const bytes = encodeDataFile(data);
  expect(bytes.byteLength).toBeGreaterThan(dataFileSize(data));
  await writeFile(file, bytes);
  expect(await readDataFile(file, "table", data.hash)).toEqual(data);

  await expect(readDataFile(file, "table", "0".repeat(64))).rejects.toThrow("delete it, so that");
  const damaged = await readFile(file);
  damaged[damaged.length - 20] = 255 - (damaged.at(-20) ?? 0);
  await writeFile(file, damaged);
  await expect(readDataFile(file, "table", data.hash)).rejects.toThrow("delete it, so that");
  await writeFile(file, bytes.subarray(0, 50));
  await expect(readDataFile(file, "table", data.hash)).rejects.toThrow("delete it, so that");
  await rm(folder, { recursive: true });
});
