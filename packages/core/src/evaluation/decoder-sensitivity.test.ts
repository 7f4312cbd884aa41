import { expect, test } from "vitest";
import { at } from "../../test/at.ts";
import { drawn } from "../../test/drawn.ts";
import { linearWithEncoder } from "../../test/linear-encoder.ts";
import { vae } from "../models/vae.ts";
import { rng } from "../random/rng.ts";
import { decode } from "./decode.ts";
import { decoderSensitivity } from "./decoder-sensitivity.ts";

const [D, K, M] = [5, 3, 600];
const z = rng(3).normals(M * K);
const norm = (values: number[]) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));

test("of a linear decoder it is the norm of each unit's weights, at every code", async () => {
  const trained = linearWithEncoder({ dataSize: D, latentSize: K });
  const weights = at(
    Object.entries(trained.parameters)
      .filter(([name]) => name === "decoder.output.weights")
      .map(([, w]) => [...w.dataSync()]),
    0,
  );
  const found = decoderSensitivity(trained, z);
  await expect(() => decoderSensitivity(trained, z)).toLeakNoTensors();
  for (let i = 0; i < M * K; i++) {
    const k = i % K;
    expect(Math.abs(at(found, i) - norm(weights.slice(k * D, (k + 1) * D)))).toBeLessThan(1e-4);
  }
  trained.dispose();
});

test("of Bernoulli means it is ‖p(1 − p)·w‖", () => {
  const trained = drawn(vae({ dataSize: D, latentSize: K, hidden: [] }));
  const weights = trained.parameters["decoder.output.weights"]?.dataSync() ?? [];
  const p = decode(trained, z);
  const found = decoderSensitivity(trained, z);
  for (let i = 0; i < M * K; i++) {
    const [n, k] = [Math.floor(i / K), i % K];
    const slopes = Array.from({ length: D }, (_, d) => {
      const mean = at(p, n * D + d);
      return mean * (1 - mean) * at(weights, k * D + d);
    });
    expect(Math.abs(at(found, i) - norm(slopes))).toBeLessThan(2e-4);
  }
  trained.dispose();
});
