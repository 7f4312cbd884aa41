import * as tf from "@tensorflow/tfjs";
import { getThreadsCount } from "@tensorflow/tfjs-backend-wasm";
import { kernels } from "tfjs-jit";
import { expect, test } from "vitest";
import { describeBackend } from "./backend.ts";
import { loadBackend, native, wasm } from "./native.ts";

test("a backend that does not load gives way to the next, and says why, how much slower and what to do", async () => {
  const missing = async () => {
    throw new Error("the native addon module can not be found\n(and a long story)");
  };
  const { name, version, notice } = await loadBackend([missing, wasm]);
  expect(name).toBe("wasm");
  expect(version).toMatch(/^4\./);
  expect(notice).toContain("7 times slower");
  expect(notice).toContain("npm run setup");
  expect(notice).toContain("can not be found");
  expect(notice).not.toContain("long story");
});

test("WebAssembly computes with SIMD, says so, and has one thread in Node", async () => {
  const { notice } = await wasm();
  expect(notice).toMatch(/^computing with WebAssembly with SIMD, /);
  expect(tf.env().get("WASM_HAS_SIMD_SUPPORT")).toBe(true);
  expect(getThreadsCount()).toBe(1);
});

test("the native library is named with its version, oneDNN's setting and the kernels, and needs no notice", async () => {
  const backend = await loadBackend([native]);
  const version = expect.stringMatching(/^2\./);
  const oneDnn = process.env.TF_ENABLE_ONEDNN_OPTS === "1" ? "on" : "off";
  expect(backend).toMatchObject({ name: "tensorflow", version, oneDnn, kernels: kernels() });
  expect(backend.notice).toBeUndefined();
  expect(describeBackend({ ...backend, kernels: "TensorFlow" })).toBe(
    `tensorflow ${backend.version}, oneDNN ${oneDnn}`,
  );
  expect(describeBackend({ ...backend, kernels: "tfjs-jit" })).toBe(
    `tensorflow ${backend.version}, oneDNN ${oneDnn}, tfjs-jit's kernels`,
  );
});

test("a machine that runs none is told each reason", async () => {
  const failing = (why: string) => () => Promise.reject(new Error(why));
  await expect(loadBackend([failing("no binding"), failing("no wasm")])).rejects.toThrow(
    "no TensorFlow.js backend runs here: no binding; no wasm",
  );
});
