import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createGraph } from "./graph.ts";
import { jit } from "./jit.ts";
import { openSession } from "./session.ts";
import { UntraceableError } from "./untraceable-error.ts";

vi.mock("node:fs", { spy: true });

const folder = mkdtempSync(join(tmpdir(), "session-test-"));
beforeAll(() => {
  vi.stubEnv("TMPDIR", folder);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test("loading a graph leaves no folder and removes only those of dead processes", () => {
  const { pid: dead } = spawnSync(process.execPath, ["--version"]);
  const living = `tfjs-jit-${process.ppid}-abc`;
  for (const name of [`tfjs-jit-${dead}-abc`, living, "other"]) mkdirSync(join(folder, name));
  const f = jit(() => tf.scalar(1).add(1));
  expect(f().arraySync()).toBe(2);
  expect(readdirSync(folder).sort()).toEqual(["other", living].sort());
  f.dispose();
});

test("a graph loads although a folder of another user cannot be removed", async () => {
  const { pid: dead } = spawnSync(process.execPath, ["--version"]);
  const foreign = `tfjs-jit-${dead}-abc`;
  mkdirSync(join(folder, foreign));
  vi.mocked(rmSync).mockImplementationOnce(() => {
    throw Object.assign(new Error("permission denied"), { code: "EACCES" });
  });
  vi.resetModules(); // a process removes stale folders once
  const { openSession: open } = await import("./session.ts");
  open(createGraph()).close();
  expect(readdirSync(folder)).toContain(foreign);
  rmSync(join(folder, foreign), { recursive: true });
});

test("a graph that cannot be loaded leaves no folder", () => {
  const before = readdirSync(folder);
  const wrong = createGraph();
  wrong.add("NoSuchOp", [], {});
  expect(() => openSession(wrong)).toThrow(UntraceableError);
  expect(() => openSession(wrong)).toThrow(/rejects the graph: .*NoSuchOp/s);
  expect(readdirSync(folder)).toEqual(before);
});
