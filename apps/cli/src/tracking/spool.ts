import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DurableJournal } from "@vae-lab/experiments/sweep";
import { openSpool, type Refusal } from "mlflow-js-client";
import { fileJournal } from "mlflow-js-client/node";
import { shellWord } from "../command-line/typed-command.ts";
import type { Tracking } from "./tracking.ts";

const spoolFolder = (workspace: string): string => join(workspace, "spool");

/** Each server has its own journal: the runs in it exist on that server alone. */
const journalFile = (workspace: string, address: string): string =>
  join(spoolFolder(workspace), encodeURIComponent(address), "journal");

/** The journal of requests that a server has not accepted yet. Only one process may use it. */
export const journalFor = async (workspace: string, address: string): Promise<DurableJournal> => {
  const path = journalFile(workspace, address);
  const sendCommand = `vae-lab export --to ${shellWord(address)} --home ${shellWord(workspace)}`;
  return { journal: await fileJournal({ path }), path, sendCommand };
};

const hasUnsent = async (workspace: string, address: string): Promise<boolean> => {
  const found = await stat(journalFile(workspace, address)).catch(() => undefined);
  return found !== undefined && found.size > 0;
};

/** The servers for which a workspace has unsent results. */
export const serversWithUnsent = async (workspace: string): Promise<string[]> => {
  const names = await readdir(spoolFolder(workspace)).catch(() => []);
  const addresses = names.map((name) => decodeURIComponent(name));
  const unsent = await Promise.all(addresses.map((address) => hasUnsent(workspace, address)));
  return addresses.filter((_, index) => unsent[index]);
};

/** Sends the unsent results of a workspace to their server. When aborted, it can be repeated. */
export const sendUnsent = async (
  workspace: string,
  { client, where }: Pick<Tracking, "client" | "where">,
  options: { signal: AbortSignal; onDone: (pending: number) => void },
): Promise<{ sent: number; refused: readonly Refusal[] }> => {
  if (!(await hasUnsent(workspace, where))) return { sent: 0, refused: [] };
  const { journal } = await journalFor(workspace, where);
  const spool = await openSpool(client, journal, { isAutomatic: false });
  try {
    const outcome = await spool.send(options);
    await journal.replace([]);
    return outcome;
  } finally {
    await spool.close();
  }
};
