import { rmSync } from "node:fs";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeSafetensors } from "@vae-lab/core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { tags } from "../src/metrics/metrics.ts";
import { configId } from "../src/trial/trial-id.ts";
import { inProcessWorker } from "./in-process-worker.ts";
import { type Laboratory, noticesOf, openLaboratory, tinyTrial } from "./laboratory.ts";

let laboratory: Laboratory;
beforeEach(async () => {
  laboratory = await openLaboratory();
});
afterEach(() => laboratory.close());

const config = tinyTrial(1);
const sweep = (of = config) => laboratory.sweep({ trials: [of], openWorker: inProcessWorker });
const checkpointOf = (id: string) =>
  join(laboratory.workspace, "trials", id, "checkpoint.safetensors");
const statuses = async () => (await laboratory.runs()).map(({ info }) => info.status);

/** An IDX file of unsigned bytes. */
const idx = (axes: readonly number[], values: Uint8Array): Uint8Array => {
  const header = new DataView(new ArrayBuffer(4 + 4 * axes.length));
  header.setUint32(0, 0x0800 + axes.length);
  axes.forEach((size, axis) => {
    header.setUint32(4 + 4 * axis, size);
  });
  return Buffer.concat([Buffer.from(header.buffer), values]);
};

/** A folder with 20 images of 8×8 pixels of one shade in the four files of MNIST. */
const imagesOf = async (shade: number): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "vae-lab-images-"));
  for (const split of ["train", "t10k"]) {
    const images = idx([20, 8, 8], new Uint8Array(20 * 64).fill(shade));
    await writeFile(join(folder, `${split}-images-idx3-ubyte`), images);
    await writeFile(join(folder, `${split}-labels-idx1-ubyte`), idx([20], new Uint8Array(20)));
  }
  return folder;
};

test("the same config on other data is another trial, and neither replaces the other's model", async () => {
  const [black, white] = [await imagesOf(0), await imagesOf(255)];
  const before = process.env.VAE_LAB_DATA;
  const onImages = async (folder: string) => {
    process.env.VAE_LAB_DATA = folder;
    return (await sweep(tinyTrial(1, { dataset: { name: "mnist" } }))).result.rows[0];
  };
  try {
    const first = await onImages(black);
    const checkpoint = await readFile(checkpointOf(first?.id ?? ""));
    const other = await onImages(white);
    const again = await onImages(black);
    expect(again).toMatchObject({ id: first?.id, runId: first?.runId, metrics: first?.metrics });
    expect(other?.id).not.toBe(first?.id);
    expect(other?.label).not.toBe(first?.label);
    expect(first?.label).toContain(` · data ${first?.dataHash.slice(0, 8)}`);
    expect(await readFile(checkpointOf(first?.id ?? ""))).toEqual(checkpoint);
    const names = (await laboratory.runs()).map(({ info }) => info.runName);
    expect(new Set(names).size).toBe(2);
    expect(decodeSafetensors(checkpoint).metadata["data.hash"]).toBe(first?.dataHash);
  } finally {
    if (before === undefined) delete process.env.VAE_LAB_DATA;
    else process.env.VAE_LAB_DATA = before;
    for (const folder of [black, white]) await rm(folder, { recursive: true });
  }
});

test.each([
  ["deleted", "missing", (file: string) => rm(file)],
  [
    "damaged",
    "damaged",
    async (file: string) => {
      const bytes = await readFile(file);
      bytes[bytes.length - 10] = (bytes[bytes.length - 10] ?? 0) ^ 0x10;
      await writeFile(file, bytes);
    },
  ],
])("a %s checkpoint is made again, with the same bytes", async (_, problem, harm) => {
  const first = await sweep();
  const file = checkpointOf(first.result.rows[0]?.id ?? "");
  const whole = await readFile(file);
  await harm(file);
  const second = await sweep();
  expect(noticesOf(second.events)).toEqual([
    expect.stringMatching(
      new RegExp(`^1 finished trial without a usable checkpoint in .* \\(${problem}\\)$`),
    ),
  ]);
  expect(await readFile(file)).toEqual(whole);
  expect(await statuses()).toEqual(["FINISHED", "FINISHED"]);
  const third = await sweep();
  expect(third.events).toHaveLength(1);
});

test("damaged and deleted configs and metrics of finished trials are restored, and nothing runs again", async () => {
  const first = await sweep();
  const folder = join(laboratory.workspace, "trials", first.result.rows[0]?.id ?? "");
  const measures = await readFile(join(folder, "measures.json"), "utf8");
  const written = await readFile(join(folder, "config.json"), "utf8");
  await writeFile(join(folder, "measures.json"), measures.replace(/-?\d/, "7"));
  await rm(join(folder, "config.json"));
  const second = await sweep();
  expect(second.events.filter(({ kind }) => kind === "started")).toEqual([]);
  expect(noticesOf(second.events)).toEqual([
    expect.stringMatching(
      /^the files of 1 finished trial were missing or damaged and are written again: config.json and measures.json of /,
    ),
  ]);
  expect(await readFile(join(folder, "measures.json"), "utf8")).toBe(measures);
  expect(await readFile(join(folder, "config.json"), "utf8")).toBe(written);
  expect((await sweep()).events).toHaveLength(1);

  // Without the record, as earlier versions left it, tracking has the numbers.
  await rm(join(folder, "result.json"));
  await writeFile(join(folder, "measures.json"), "{}");
  expect(noticesOf((await sweep()).events)).toHaveLength(1);
  expect(JSON.parse(await readFile(join(folder, "measures.json"), "utf8"))).toEqual(
    JSON.parse(measures),
  );
});

test("a workspace that lost its home-id knows its trials, with and without their records", async () => {
  const first = await sweep();
  const idFile = join(laboratory.workspace, "home-id");
  const id = await readFile(idFile, "utf8");
  await rm(idFile);
  expect((await sweep()).events).toHaveLength(1);
  expect(await readFile(idFile, "utf8")).toBe(id);
  await rm(idFile);
  await rm(join(laboratory.workspace, "trials", first.result.rows[0]?.id ?? "", "result.json"));
  expect((await sweep()).events).toHaveLength(1);
});

test("a trial that another workspace finished counts, and a notice says where its checkpoint is", async () => {
  await sweep();
  const other = await mkdtemp(join(tmpdir(), "vae-lab-other-"));
  try {
    const { result, events } = await laboratory.sweep({
      ...{ trials: [config], workspace: other },
      openWorker: () => {
        throw new Error("the trial must not run");
      },
    });
    expect(result.rows).toHaveLength(1);
    expect(noticesOf(events)).toEqual([
      "1 trial finished in another workspace, which has the checkpoints",
    ]);
    expect(await readdir(join(other, "trials"))).toEqual([]);
  } finally {
    await rm(other, { recursive: true });
  }
});

test("finished trials of other code count, and a notice says so", async () => {
  const { result } = await sweep();
  const { client } = laboratory;
  const experimentId = (await client.experiments.getByName("tiny"))?.experimentId ?? "";
  const { info } = await client.runs.create({
    experimentId,
    tags: { [tags.config]: configId(config), [tags.trial]: "x", [tags.home]: "elsewhere" },
  });
  const params = { "data.hash": result.rows[0]?.dataHash ?? "", "code.hash": "0123" };
  await client.runs.logBatch({ runId: info.runId, params });
  await client.runs.update({ runId: info.runId, status: "FINISHED", endTime: Date.now() });
  const { events } = await sweep();
  expect(noticesOf(events)).toContainEqual(
    expect.stringContaining("1 finished trial ran with other code than this"),
  );
});

test("a sweep stops when the folder of its trials is deleted, and does not make it again", async () => {
  const trials = join(laboratory.workspace, "trials");
  let isDeleted = false;
  const swept = laboratory.sweep({
    trials: [tinyTrial(1, { epochs: 1000 }), tinyTrial(4)],
    openWorker: inProcessWorker,
    onEvent: ({ kind }) => {
      // Synchronous: while the trial goes on it may write into a folder that is being emptied
      if (kind === "epoch" && !isDeleted) rmSync(trials, { recursive: true, maxRetries: 20 });
      isDeleted ||= kind === "epoch";
    },
  });
  await expect(swept).rejects.toMatchObject({
    name: "InputError",
    message: expect.stringContaining("or a part of it, was deleted while the sweep ran"),
  });
  await expect(readdir(trials)).rejects.toThrow("ENOENT");
});

test("a trial whose folder is deleted while it runs is finished with its checkpoint", async () => {
  const folders = join(laboratory.workspace, "trials");
  const { result } = await laboratory.sweep({
    trials: [tinyTrial(1, { epochs: 3 })],
    openWorker: inProcessWorker,
    onEvent: (event) => {
      // Synchronous: the folder is gone before the trial goes on
      if (event.kind === "epoch" && event.epoch === 1)
        rmSync(join(folders, event.id), { recursive: true });
    },
  });
  expect(result.rows).toHaveLength(1);
  await readFile(checkpointOf(result.rows[0]?.id ?? ""));
});

test("a sweep stops when its workspace is deleted, and does not make it again", async () => {
  const { workspace } = laboratory;
  const copy = await mkdtemp(join(tmpdir(), "vae-lab-deleted-"));
  await cp(workspace, copy, { recursive: true });
  let isDeleted = false;
  const swept = laboratory.sweep({
    trials: [tinyTrial(1, { epochs: 1000 }), tinyTrial(4)],
    workspace: copy,
    openWorker: inProcessWorker,
    onEvent: ({ kind }) => {
      if (kind === "epoch" && !isDeleted) rmSync(copy, { recursive: true, maxRetries: 20 });
      isDeleted ||= kind === "epoch";
    },
  });
  await expect(swept).rejects.toMatchObject({
    name: "InputError",
    message: `the workspace ${copy}, or a part of it, was deleted while the sweep ran; the sweep is stopped`,
  });
  await expect(readdir(copy)).rejects.toThrow("ENOENT");
});
