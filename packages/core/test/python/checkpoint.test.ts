import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import {
  decode,
  encodeSafetensors,
  fit as fitted,
  recipes,
  rng,
  toTensors,
} from "../../src/index.ts";

const folder = mkdtempSync(join(tmpdir(), "checkpoint-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The decoder of the VAE of Saghir's essay in numpy: dense, relu, dense, sigmoid. */
const program = `
import json, sys
import numpy as np
from safetensors.numpy import load_file

p = load_file(sys.argv[1])
z = np.array(json.loads(sys.argv[2]), np.float32)
h = np.maximum(z @ p["decoder.hidden.1.weights"] + p["decoder.hidden.1.bias"], 0)
logits = h @ p["decoder.output.weights"] + p["decoder.output.bias"]
print(json.dumps((1 / (1 + np.exp(-logits))).ravel().tolist()))
`;

test("a model saved here and loaded by Python decodes the same images", async () => {
  const essay = recipes.essayVae({ dataSize: 16, hidden: [12], latentSize: 3 });
  const images = rng(1).uniforms(100 * 16);
  const trained = await fitted(essay, images, { epochs: 2, batchSize: 20, seed: 1 });
  const file = join(folder, "model.safetensors");
  writeFileSync(file, encodeSafetensors(toTensors(trained), { by: "vae-lab" }));
  const z = rng(2).normals(5 * 3);
  const rows = Array.from({ length: 5 }, (_, row) => [...z.subarray(3 * row, 3 * row + 3)]);
  const python = process.env.VAE_LAB_MLFLOW_PYTHON ?? "python3";
  const output = execFileSync(python, ["-c", program, file, JSON.stringify(rows)]);
  expect(decode(trained, z)).toBeNear(JSON.parse(output.toString()), 1e-6);
  trained.dispose();
});
