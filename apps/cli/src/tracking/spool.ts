import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "@vae-lab/experiments/input-error";
import type { DurableJournal } from "@vae-lab/experiments/sweep";
import { MlflowError, openSpool, type Refusal } from "mlflow-js-client";
import { fileJournal } from "mlflow-js-client/node";
import { shellWord } from "../command-line/typed-command.ts";
import type { Tracking } from "./tracking.ts";

const spoolFolder = (workspace: string): string => join(workspace, "spool");

/** Each server has its own journals: the runs in them exist on that server alone. */
const journalFolder = (workspace: string, address: string): string =>
  join(spoolFolder(workspace), encodeURIComponent(address));

/** More sweeps than run in one workspace at a time. */
const maxJournals = 1000;

const journalName = (index: number): string => (index === 0 ? "journal" : `journal-${index + 1}`);

/** The journals of a server, those with unsent results first. */
const journalsOf = async (workspace: string, address: string): Promise<string[]> => {
  const folder = journalFolder(workspace, address);
  const names = (await readdir(folder).catch(() => [])).filter((name) =>
    /^journal(-\d+)?$/.test(name),
  );
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return names.filter((_, index) => (sizes[index] ?? 0) > 0).map((name) => join(folder, name));
};

const isInUse = (error: unknown): boolean =>
  MlflowError.isInstance(error) && error.errorCode === "RESOURCE_CONFLICT";

/** Opens the first journal that no other process uses; undefined if all are in use. */
const openFirstFree = async (paths: Iterable<string>) => {
  for (const path of paths) {
    try {
      return { path, journal: await fileJournal({ path }) };
    } catch (error) {
      if (!isInUse(error)) throw error;
    }
  }
  return undefined;
};

/**
 * A journal of requests that a server has not accepted yet, which no other process uses: one that an
 * earlier sweep left unsent, or an empty one.
 */
export const journalFor = async (workspace: string, address: string): Promise<DurableJournal> => {
  const folder = journalFolder(workspace, address);
  const fresh = Array.from({ length: maxJournals }, (_, index) => join(folder, journalName(index)));
  const opened = await openFirstFree([...(await journalsOf(workspace, address)), ...fresh]);
  if (opened === undefined)
    throw new InputError(`cannot open a journal in ${folder}: ${maxJournals} are in use`);
  const sendCommand = `vae-lab export --to ${shellWord(address)} --home ${shellWord(workspace)}`;
  return { ...opened, sendCommand };
};

/** The address that a folder's name stands for; none for a folder that is not of a journal. */
const addressOf = (name: string): string[] => {
  try {
    return [decodeURIComponent(name)];
  } catch {
    return [];
  }
};

const hasUnsent = async (workspace: string, address: string): Promise<boolean> =>
  (await journalsOf(workspace, address)).length > 0;

/** The servers for which a workspace has unsent results. */
export const serversWithUnsent = async (workspace: string): Promise<string[]> => {
  const names = await readdir(spoolFolder(workspace)).catch(() => []);
  const addresses = names.flatMap(addressOf);
  const unsent = await Promise.all(addresses.map((address) => hasUnsent(workspace, address)));
  return addresses.filter((_, index) => unsent[index]);
};

/** Sends the unsent results of a workspace to their server. When aborted, it can be repeated. */
export const sendUnsent = async (
  workspace: string,
  { client, where }: Pick<Tracking, "client" | "where">,
  options: { signal: AbortSignal; onDone: (pending: number) => void },
): Promise<{ sent: number; refused: readonly Refusal[] }> => {
  let sent = 0;
  const refused: Refusal[] = [];
  for (const path of await journalsOf(workspace, where)) {
    const opened = await openFirstFree([path]);
    if (opened === undefined) continue; // its sweep sends it
    const spool = await openSpool(client, opened.journal, { isAutomatic: false });
    try {
      const outcome = await spool.send(options);
      sent += outcome.sent;
      refused.push(...outcome.refused);
      await opened.journal.replace([]);
    } finally {
      await spool.close();
    }
  }
  return { sent, refused };
};
