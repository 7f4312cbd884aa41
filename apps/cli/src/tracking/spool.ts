import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DurableJournal } from "@vae-lab/experiments/sweep";
import { openSpool, type Refusal } from "mlflow-js-client";
import { fileJournal } from "mlflow-js-client/node";
import type { Tracking } from "./tracking.ts";

const folderOf = (home: string): string => join(home, "spool");

/** What waits is for one server: another does not know the runs that it goes on with. */
const journalFile = (home: string, address: string): string =>
  join(folderOf(home), encodeURIComponent(address), "journal");

/** The journal in which a home keeps what a server has still to take. One process at a time. */
export const journalFor = async (home: string, address: string): Promise<DurableJournal> => {
  const path = journalFile(home, address);
  const sendCommand = `vae-lab export --to ${address} --home ${home}`;
  return { journal: await fileJournal({ path }), path, sendCommand };
};

const waits = async (home: string, address: string): Promise<boolean> => {
  const found = await stat(journalFile(home, address)).catch(() => undefined);
  return found !== undefined && found.size > 0;
};

/** The servers for which something waits in a home. */
export const waitingFor = async (home: string): Promise<string[]> => {
  const names = await readdir(folderOf(home)).catch(() => []);
  const addresses = names.map((name) => decodeURIComponent(name));
  const all = await Promise.all(addresses.map((address) => waits(home, address)));
  return addresses.filter((_, at) => all[at]);
};

/** Sends a server what waits for it. May be stopped, and goes on there the next time. */
export const sendWaiting = async (
  home: string,
  { client, where }: Pick<Tracking, "client" | "where">,
  options: { signal: AbortSignal; onDone: (pending: number) => void },
): Promise<{ sent: number; refused: readonly Refusal[] }> => {
  if (!(await waits(home, where))) return { sent: 0, refused: [] };
  const { journal } = await journalFor(home, where);
  const spool = await openSpool(client, journal, { isAutomatic: false });
  try {
    const outcome = await spool.send(options);
    await journal.replace([]);
    return outcome;
  } finally {
    await spool.close();
  }
};
