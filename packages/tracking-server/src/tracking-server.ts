import { existsSync, mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import type { Hono } from "hono";
import { trackingApp } from "./app.ts";
import { artifactStore } from "./artifacts/artifact-store.ts";
import type { Database } from "./store/database.ts";
import { openReadOnly } from "./store/open-read-only.ts";
import { openStore } from "./store/open-store.ts";
import { folderMode } from "./store/private-files.ts";
import { StoreError } from "./store/store-error.ts";

export interface TrackingServerOptions {
  /** Contains `tracking.sqlite` and `artifacts/`; created if it does not exist. */
  readonly folder: string;
  /** With "read", a store that cannot be written is opened for reading alone. Default "write". */
  readonly access?: "write" | "read";
  /** Host names besides localhost under which pages may use the server. */
  readonly allowedHosts?: readonly string[];
  /** Size limit of one artifact. Default 10 GB. */
  readonly maxArtifactBytes?: number;
  /** Called when writing stops, such as on a full disk, and when it works again. Default console.warn. */
  readonly warn?: (message: string) => void;
}

export interface TrackingServer {
  readonly app: Hono;
  /** The app as a fetch function, so that a client needs no port. */
  readonly fetch: typeof globalThis.fetch;
  /** Whether the store was opened for reading alone; requests that write get status 403. */
  readonly isReadOnly: boolean;
  close(): void;
}

/**
 * Opens the embedded tracking server on a folder. Several processes may open the same folder.
 *
 * @throws StoreError if the folder cannot be written, or the store is damaged, read-only, newer or of
 * another program.
 */
export const openTrackingServer = (options: TrackingServerOptions): TrackingServer => {
  const { database, isReadOnly } = openFor(options.access ?? "write", options.folder);
  const folder = realpathSync(options.folder);
  const root = join(folder, "artifacts");
  if (!isReadOnly) mkdirSync(root, { recursive: true, ...folderMode });
  const artifacts = artifactStore({
    root: existsSync(root) ? realpathSync(root) : root,
    incoming: join(folder, "incoming"),
    maxBytes: options.maxArtifactBytes ?? 10_000_000_000,
  });
  // Unfinished uploads that cannot be removed do no harm.
  if (!isReadOnly) artifacts.removeAbandoned(Date.now()).catch(() => undefined);
  const app = trackingApp({
    database,
    artifacts,
    isReadOnly,
    allowedHosts: options.allowedHosts ?? [],
    warn: options.warn ?? ((message) => console.warn(message)),
  });
  return {
    app,
    isReadOnly,
    // Copying the signal takes as long as a short answer, and nothing here listens to it.
    fetch: async (input, init) => app.fetch(asRequest(input, init && { ...init, signal: null })),
    close: () => database.close(),
  };
};

const openFor = (
  access: "write" | "read",
  folder: string,
): { readonly database: Database; readonly isReadOnly: boolean } => {
  try {
    return { database: openStore(folder), isReadOnly: false };
  } catch (error) {
    if (access === "write" || !(error instanceof StoreError && error.isReadOnly)) throw error;
    return { database: openReadOnly(folder), isReadOnly: true };
  }
};

/** A server adapter passes its own kind of Request, which Node's Request constructor does not take. */
const asRequest = (...[input, init]: Parameters<typeof globalThis.fetch>): Request =>
  typeof input === "object" && "headers" in input && init === undefined
    ? input
    : new Request(input, init);
