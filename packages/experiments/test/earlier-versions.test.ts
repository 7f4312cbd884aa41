import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeSafetensors, fromTensors, toTensors } from "@vae-lab/core";
import { openTrackingServer } from "@vae-lab/tracking-server";
import { mlflowClient } from "mlflow-js-client";
import { afterEach, expect, test } from "vitest";
import { loadBackend } from "../src/backend/native.ts";
import { build } from "../src/build/build.ts";
import { completeConfig } from "../src/config/complete-config.ts";
import { runSweep, type SweepOptions } from "../src/sweep/run-sweep.ts";
import type { SweepEvent } from "../src/sweep/sweep-events.ts";
import { runTrial } from "../src/trial/run-trial.ts";
import { configId } from "../src/trial/trial-id.ts";
import { inProcessWorker } from "./in-process-worker.ts";

// Files that commit 9a9a90b wrote: see fixtures/README.md.
const fixtures = join(import.meta.dirname, "fixtures", "9a9a90b");
const finishedId = "1f5f1ff8f2579720";
const killedId = "db7ecb8edaa0cb81";
const jsonIn = async (path: string) => JSON.parse(await readFile(join(fixtures, path), "utf8"));

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A copy of a workspace with its tracking server, and a sweep in it. */
const openCopy = async (name: "finished" | "killed") => {
  const home = await mkdtemp(join(tmpdir(), "vae-lab-earlier-"));
  cleanUps.push(() => rm(home, { recursive: true }));
  await cp(join(fixtures, name), home, { recursive: true });
  const server = openTrackingServer({ folder: join(home, "tracking") });
  cleanUps.push(() => server.close());
  const client = mlflowClient({
    trackingUri: "http://localhost",
    fetch: async (input, init) => server.fetch(new Request(input, init)),
  });
  const sweep = async (options: Partial<SweepOptions> & Pick<SweepOptions, "trials">) => {
    const events: SweepEvent[] = [];
    const result = await runSweep({
      ...{ study: "single-trials", workspace: home, client, workers: 1 },
      signal: new AbortController().signal,
      openWorker: inProcessWorker,
      ...options,
      onEvent: (event) => {
        events.push(event);
        options.onEvent?.(event);
      },
    });
    return { result, events };
  };
  return { home, client, sweep };
};

test("an earlier config, whole or in part, is the same trial", async () => {
  expect(configId(completeConfig(await jsonIn("config.json")))).toBe(finishedId);
  expect(configId(completeConfig(await jsonIn("whole-config.json")))).toBe(finishedId);
  const written = await jsonIn(`finished/trials/${finishedId}/config.json`);
  expect(completeConfig(written)).toEqual(written);
});

test("a trial that an earlier version finished counts as finished, with its numbers", async () => {
  const { sweep, client } = await openCopy("finished");
  const { result, events } = await sweep({
    trials: [completeConfig(await jsonIn("config.json"))],
    openWorker: () => {
      throw new Error("it must not run again");
    },
  });
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({ kind: "planned", waiting: [] });
  expect(result.rows[0]).toMatchObject({
    runId: "a548702271c7438da2984fa18c330d68",
    metrics: await jsonIn(`finished/trials/${finishedId}/measures.json`),
  });
  const run = await client.runs.get("a548702271c7438da2984fa18c330d68");
  expect(run.info.status).toBe("FINISHED");
});

test("an earlier checkpoint loads into the model of its config", async () => {
  await loadBackend();
  const path = join(fixtures, "finished", "trials", finishedId, "checkpoint.safetensors");
  const { tensors, metadata } = decodeSafetensors(await readFile(path));
  const config = completeConfig(JSON.parse(metadata.config ?? ""));
  expect(configId(config)).toBe(metadata.trial);
  const { model } = build(config, { kind: "image", width: 8, height: 8, channels: 1 });
  const trained = fromTensors(model, tensors);
  expect(toTensors(trained)).toEqual(tensors);
  trained.dispose();
});

test("an earlier snapshot is not used, a notice says so, and its run is ended", async () => {
  const { home, sweep, client } = await openCopy("killed");
  const path = join(home, "trials", killedId, "snapshot.safetensors");
  const { metadata } = decodeSafetensors(await readFile(path));
  const config = completeConfig(JSON.parse(metadata.config ?? ""));
  const stop = new AbortController();
  const { result, events } = await sweep({
    trials: [config],
    signal: stop.signal,
    onEvent: ({ kind }) => {
      if (kind === "epoch") stop.abort();
    },
  });
  expect(result).toMatchObject({ interrupted: true, failed: [] });
  expect(events.find(({ kind }) => kind === "started")).not.toHaveProperty("from");
  const notices = events.flatMap((event) => (event.kind === "notice" ? [event.text] : []));
  expect(notices).toContainEqual(
    expect.stringContaining("an earlier version left of 1 trial cannot be used, these start again"),
  );
  const earlier = await client.runs.get("fcb3cb17c6bc4327bf2b2f91752956ca");
  expect(earlier.info.status).toBe("KILLED");
});

test("a run resumed from an earlier snapshot file starts again and says why", async () => {
  const path = join(fixtures, "killed", "trials", killedId, "snapshot.safetensors");
  const snapshot = await readFile(path);
  const config = completeConfig(JSON.parse(decodeSafetensors(snapshot).metadata.config ?? ""));
  for await (const event of runTrial(config, { snapshot })) {
    expect(event).toMatchObject({
      kind: "started",
      rejectedBecause: expect.stringMatching(/^code.hash was unknown and is/),
    });
    break;
  }
});
