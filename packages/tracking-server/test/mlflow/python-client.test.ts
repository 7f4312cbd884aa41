import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Listening,
  listen,
  openTrackingServer,
  type TrackingServer,
} from "../../src/index.ts";
import { temporaryFolder } from "../contract/contract.ts";
import { runPython } from "./python.ts";

let server: TrackingServer;
let listening: Listening;
let read: Awaited<ReturnType<typeof runPython>>;
beforeAll(async () => {
  server = openTrackingServer({ folder: temporaryFolder() });
  listening = await listen({ app: server.app, port: 0 });
  read = await runPython("client.py", [listening.url]);
});
afterAll(async () => {
  await listening.close();
  server.close();
});

test("experiments are made and found with their tags", () => {
  expect(read.experiment).toMatchObject({ team: "vision" });
  expect(read.experiments).toContain("python");
});

test("a run comes back with its params, tags, name and end", () => {
  expect(read.run).toEqual({
    status: "FINISHED",
    name: "by hand",
    params: { beta: "4", "model/latent": "2", p: "1" },
    tags: { kind: "hand", note: "ünïcode 試" },
    loss: 1.5,
  });
});

test("histories contain NaN and infinity, and more points than one batch", () => {
  expect(read.loss).toEqual(["3.0", "nan", "inf", "1.5"]);
  expect(read.batch).toBe(2_500);
});

test("texts, dictionaries and log_figure's image are uploaded and downloaded", () => {
  expect(read.files).toEqual(["dict.json", "plots/line.png", "texts/hello.txt"]);
  expect(read.text).toBe("hello");
  expect(read.png).toBe("89504e47");
});

test("images of log_image, by their names of MLflow 2 and 3, are listed and downloaded", () => {
  expect(read.images).toEqual({
    ...{ status: "FINISHED", listed: true, old: true },
    endings: ["png", "png", "webp"],
  });
});

test("a model that should be registered is logged, and the error says what the server lacks", () => {
  expect(read.registry.error).toContain("This server has no model registry");
  expect(read.registry.models).toEqual(["fit"]);
});

test("search_runs returns an ordered, filtered data frame without deleted runs", () => {
  expect(read.pandas).toEqual({ rows: 2, names: ["by hand", "other"], beta: ["4", "1"] });
  expect(read.filtered).toEqual(["other"]);
  expect(read.deleted).toBe(1);
});

test("autologging of a scikit-learn fit logs params, metrics, data and a model that loads again", () => {
  expect(read.autolog).toMatchObject({ C: "0.5", models: 1, outputs: 1, same: true });
  expect(read.autolog.accuracy).toBeGreaterThan(0.9);
  expect(read.autolog.datasets).toBeGreaterThanOrEqual(1);
  expect(read.autolog.status).toBe("READY");
});
