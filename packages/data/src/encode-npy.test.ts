import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { encodeNpy } from "./encode-npy.ts";
import { encodeNpz } from "./encode-npz.ts";
import { parseNpy } from "./npy.ts";
import { parseNpz } from "./npz.ts";

const folder = mkdtempSync(join(tmpdir(), "encode-npy-"));
afterAll(() => rmSync(folder, { recursive: true }));

const images = { shape: [2, 3, 1], values: Float32Array.of(1, -2.5, 1e-30, 0, 1e30, 1 / 3) };
const labels = { shape: [3], values: Int32Array.of(7, -1, 2 ** 30) };

test("an array that is written is read again, and so are the arrays of an archive", () => {
  for (const array of [images, labels, { shape: [0, 4], values: new Float32Array() }])
    expect(parseNpy(encodeNpy(array), "it.npy")).toMatchObject(array);
  const archive = parseNpz(encodeNpz({ images, labels }), "it.npz");
  expect(archive.get("images")).toMatchObject(images);
  expect(archive.get("labels")).toMatchObject(labels);
  expect(() => encodeNpy({ ...labels, shape: [2] })).toThrow("must hold 2 values, got 3");
});

const python = process.env.VAE_LAB_MLFLOW_PYTHON ?? "python3";
const hasNumpy = (() => {
  try {
    execFileSync(python, ["-c", "import numpy"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

test.skipIf(!hasNumpy)("numpy reads the files, with their types and shapes", () => {
  writeFileSync(join(folder, "a.npy"), encodeNpy(images));
  writeFileSync(join(folder, "b.npz"), encodeNpz({ images, labels }));
  const program = `
import json, numpy as np
a, b = np.load("a.npy"), np.load("b.npz")
print(json.dumps([[str(x.dtype), list(x.shape), x.ravel().tolist()] for x in (a, b["images"], b["labels"])]))`;
  const output = execFileSync(python, ["-c", program], { cwd: folder });
  const written = (name: string, { shape, values }: typeof images | typeof labels) => [
    name,
    shape,
    [...values],
  ];
  expect(JSON.parse(output.toString())).toEqual([
    written("float32", images),
    written("float32", images),
    written("int32", labels),
  ]);
});
