import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { makeFolder } from "@vae-lab/tracking-server/make-folder";
import { sha256 } from "../trial/sha256.ts";
import type { StartFiles } from "../trial/start.ts";
import { trialFileNames, trialPath, trialsFolder } from "./trial-files.ts";
import { writeAtomically } from "./write-atomically.ts";

/** Checkpoints from elsewhere, by their SHA-256. */
const startsFolder = (workspace: string): string => join(workspace, "starts");

const keptAs = (workspace: string, digest: string) => ({
  checkpoint: join(startsFolder(workspace), `${digest}.safetensors`),
  state: join(startsFolder(workspace), `${digest}.${trialFileNames.state}`),
});

const readIfThere = (path: string): Promise<Uint8Array | undefined> =>
  readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
    return undefined;
  });

/** A checkpoint file, and the state of its training if its trial's folder still has it. */
export const filesBeside = async (path: string): Promise<StartFiles> => ({
  checkpoint: await readFile(path),
  state:
    basename(path) === trialFileNames.checkpoint
      ? await readIfThere(join(dirname(path), trialFileNames.state))
      : undefined,
});

/** Keeps files from elsewhere in the workspace, so that trials start from them; the checkpoint's SHA-256. */
export const keepStart = async (
  workspace: string,
  { checkpoint, state }: StartFiles,
): Promise<string> => {
  const digest = sha256(checkpoint);
  const kept = keptAs(workspace, digest);
  makeFolder(startsFolder(workspace));
  if (state !== undefined) await writeAtomically(kept.state, state);
  await writeAtomically(kept.checkpoint, checkpoint);
  return digest;
};

/** The files of a trial of the workspace; undefined if it has not finished here. */
export const filesOfTrial = async (
  workspace: string,
  id: string,
): Promise<StartFiles | undefined> => {
  const fileOf = (name: "checkpoint" | "state") =>
    readIfThere(join(trialPath(workspace, id), trialFileNames[name]));
  const checkpoint = await fileOf("checkpoint");
  return checkpoint && { checkpoint, state: await fileOf("state") };
};

const filesOfCheckpoint = async (
  workspace: string,
  digest: string,
): Promise<StartFiles | undefined> => {
  const kept = keptAs(workspace, digest);
  const checkpoint = await readIfThere(kept.checkpoint);
  if (checkpoint !== undefined) return { checkpoint, state: await readIfThere(kept.state) };
  for (const id of await readdir(trialsFolder(workspace))) {
    const files = await filesOfTrial(workspace, id);
    if (files !== undefined && sha256(files.checkpoint) === digest) return files;
  }
  return undefined;
};

/** The files of a trial, or of a checkpoint by its SHA-256; undefined if the workspace has none. */
export const readStart = (
  workspace: string,
  source: { readonly trial: string } | { readonly checkpoint: string },
): Promise<StartFiles | undefined> =>
  "trial" in source
    ? filesOfTrial(workspace, source.trial)
    : filesOfCheckpoint(workspace, source.checkpoint);
