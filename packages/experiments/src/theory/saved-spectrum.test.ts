import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { dataSpectrum } from "./data-spectrum.ts";
import { savedSpectrum } from "./saved-spectrum.ts";
import { exampleSize, examples } from "./test-examples.ts";

const source = (values: Float32Array) => ({
  hash: "abc",
  shape: { kind: "vector", length: exampleSize } as const,
  train: { values },
});

test("a spectrum is computed once for each hash, and again if its file is damaged", async () => {
  const workspace = await mkdtemp(join(tmpdir(), "vae-lab-spectrum-"));
  try {
    const first = await savedSpectrum(workspace, source(examples));
    expect(first).toEqual(dataSpectrum(examples, exampleSize));
    const [file = ""] = await readdir(join(workspace, "spectra"));
    // Read from the file: other examples under the same hash would have another spectrum
    expect(await savedSpectrum(workspace, source(new Float32Array(10)))).toEqual(first);
    await writeFile(join(workspace, "spectra", file), "{");
    expect(await savedSpectrum(workspace, source(examples))).toEqual(first);
    expect(JSON.parse(await readFile(join(workspace, "spectra", file), "utf8"))).toEqual(first);
  } finally {
    await rm(workspace, { recursive: true });
  }
});
