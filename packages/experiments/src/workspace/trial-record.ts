import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { TrialConfig } from "../config/trial-config.ts";
import { canonicalJson } from "../trial/identity.ts";
import type { Metrics } from "../trial/trial-events.ts";
import { decodeMetrics, encodeMetrics } from "./metrics-json.ts";
import { trialFileNames as names, trialPath } from "./trial-files.ts";
import { writeAtomically } from "./write-atomically.ts";

/** The path and the id of a workspace. */
interface Home {
  readonly path: string;
  readonly id: string;
}

/** What the workspace itself knows of a finished trial, also while tracking cannot be reached. */
export interface TrialResult {
  readonly trial: string;
  readonly study: string;
  readonly dataHash: string;
  readonly codeHash: string;
  /** The run's id at the tracking server, or a local one if the server had not created the run. */
  readonly runId: string;
  readonly seconds: number;
  readonly metrics: Metrics;
}

/** A file as it was when it was last checked: unless size or time change, it is taken to be the same. */
interface Stamp {
  readonly bytes: number;
  readonly modifiedMs: number;
  readonly sha256: string;
}

const stamped = ["checkpoint", "config", "metrics"] as const;
type StampedFile = (typeof stamped)[number];

interface TrialRecord extends TrialResult {
  /** The id of the workspace. */
  readonly home: string;
  readonly files: Readonly<Record<StampedFile, Stamp>>;
}

const sha256 = (content: Uint8Array | string): string =>
  createHash("sha256").update(content).digest("hex");

const recordFile = ({ path }: Pick<Home, "path">, id: string): string =>
  join(trialPath(path, id), names.result);

/** The record of a finished trial; undefined if there is none, or if it is damaged. */
const readRecord = async (
  workspace: Pick<Home, "path">,
  id: string,
): Promise<TrialRecord | undefined> => {
  try {
    const text = await readFile(recordFile(workspace, id), "utf8");
    const { sha256: digest, ...record } = JSON.parse(text);
    if (digest !== sha256(canonicalJson(record)) || record.trial !== id) return undefined;
    return { ...record, metrics: decodeMetrics(record.metrics) };
  } catch {
    return undefined;
  }
};

const saveRecord = async (workspace: Home, record: TrialRecord): Promise<void> => {
  const content = { ...record, metrics: encodeMetrics(record.metrics) };
  const text = JSON.stringify({ ...content, sha256: sha256(canonicalJson(content)) }, null, 2);
  await writeAtomically(recordFile(workspace, record.trial), text);
};

const stampOf = async (path: string): Promise<Stamp> => {
  const content = await readFile(path);
  const { size, mtimeMs } = await stat(path);
  return { bytes: size, modifiedMs: mtimeMs, sha256: sha256(content) };
};

/** A text file as its stamp or, without one, its content says. */
const textState = async (
  path: string,
  stamp: Stamp | undefined,
  content: string,
): Promise<FileState> => {
  if (stamp !== undefined) return stateOf(path, stamp);
  try {
    const found = canonicalJson(JSON.parse(await readFile(path, "utf8")));
    return found === canonicalJson(JSON.parse(content)) ? "rewritten" : "damaged";
  } catch {
    return "damaged";
  }
};

const fileOf = (workspace: Home, id: string, name: StampedFile): string =>
  join(trialPath(workspace.path, id), names[name]);

/** Records that a trial is finished, and how its files are now. */
export const recordResult = async (workspace: Home, result: TrialResult): Promise<void> => {
  const stamps: [string, Stamp][] = [];
  for (const name of stamped)
    stamps.push([name, await stampOf(fileOf(workspace, result.trial, name))]);
  const files = Object.fromEntries(stamps) as TrialRecord["files"];
  await saveRecord(workspace, { ...result, home: workspace.id, files });
};

type FileState = "missing" | "damaged" | "unchanged" | "rewritten";

/** Reads a file only if its size or its time is not that of its stamp. */
const stateOf = async (path: string, stamp: Stamp | undefined): Promise<FileState> => {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return "missing";
  if (stamp?.bytes === found.size && stamp.modifiedMs === found.mtimeMs) return "unchanged";
  const content = await readFile(path);
  if (stamp !== undefined) return sha256(content) === stamp.sha256 ? "rewritten" : "damaged";
  const { checkDigest } = await import("@vae-lab/core/checkpoints"); // loads TensorFlow.js
  return (await checkDigest(content)) === "intact" ? "rewritten" : "damaged";
};

export interface CheckedTrial {
  /** Why the checkpoint cannot be used. */
  readonly problem?: "missing" | "damaged";
  /** The files besides the checkpoint that were missing or damaged, and were written again. */
  readonly restored: readonly string[];
}

/**
 * Checks the files of a finished trial. Config and metrics are known from elsewhere, so that these
 * files are restored; a checkpoint is not. A file is read once, and again only when its size or time
 * has changed.
 */
export const checkTrial = async (
  workspace: Home,
  config: TrialConfig,
  result: TrialResult,
): Promise<CheckedTrial> => {
  const { trial: id } = result;
  const record = await readRecord(workspace, id);
  const checkpoint = await stateOf(fileOf(workspace, id, "checkpoint"), record?.files.checkpoint);
  if (checkpoint === "missing" || checkpoint === "damaged")
    return { problem: checkpoint, restored: [] };
  const contents = {
    config: JSON.stringify(config, null, 2),
    metrics: JSON.stringify(record?.metrics ?? result.metrics, null, 2),
  };
  const restored: string[] = [];
  let isCurrent = record !== undefined && checkpoint === "unchanged";
  for (const [name, content] of Object.entries(contents) as ["config" | "metrics", string][]) {
    const path = fileOf(workspace, id, name);
    const state = await textState(path, record?.files[name], content);
    if (state !== "unchanged") isCurrent = false;
    if (state !== "missing" && state !== "damaged") continue;
    await writeAtomically(path, content);
    restored.push(names[name]);
  }
  if (!isCurrent) await recordResult(workspace, record ?? result).catch(() => undefined); // only to be faster
  return { restored };
};

export type OwnResult = Pick<TrialResult, "runId" | "seconds" | "metrics"> &
  Partial<Pick<TrialResult, "codeHash">>;

/**
 * The result of a trial that this workspace finished and whose checkpoint is intact. Without a record,
 * as before there were any, the checkpoint shows that the trial is finished: it is written last.
 */
export const ownResult = async (workspace: Home, id: string): Promise<OwnResult | undefined> => {
  const record = await readRecord(workspace, id);
  const state = await stateOf(fileOf(workspace, id, "checkpoint"), record?.files.checkpoint);
  if (state === "missing" || state === "damaged") return undefined;
  if (record !== undefined) return record;
  try {
    const metrics = JSON.parse(await readFile(fileOf(workspace, id, "metrics"), "utf8"));
    return { runId: "", seconds: Number.NaN, metrics };
  } catch {
    return undefined;
  }
};

/** The id that the workspace had when a trial was recorded in it. */
export const recordedHome = async (path: string, id: string): Promise<string | undefined> =>
  (await readRecord({ path }, id))?.home;
