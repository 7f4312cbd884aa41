import { mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import type { Hono } from "hono";
import { trackingApp } from "./app.ts";
import { artifactStore } from "./artifacts/artifact-store.ts";
import { openStore } from "./store/open-store.ts";

export interface TrackingServerOptions {
  /** Holds `tracking.sqlite` and `artifacts/`; made if it is not there. */
  readonly folder: string;
  /** Names beside localhost by which it may be reached. */
  readonly allowedHosts?: readonly string[];
  /** Default 10 GB. */
  readonly mostArtifactBytes?: number;
  /** Told when writing pauses, as on a full disk, and when it goes on. Default console.warn. */
  readonly warn?: (message: string) => void;
}

export interface TrackingServer {
  readonly app: Hono;
  /** The app as a fetch: a client that is given it needs no port. */
  readonly fetch: typeof globalThis.fetch;
  close(): void;
}

/**
 * Opens the embedded tracking server on a folder. Several processes may have the same folder open.
 *
 * @throws StoreError if the folder cannot be written, or the store is damaged, newer or foreign.
 */
export const openTrackingServer = (options: TrackingServerOptions): TrackingServer => {
  const database = openStore(options.folder);
  const folder = realpathSync(options.folder);
  const root = join(folder, "artifacts");
  mkdirSync(root, { recursive: true });
  const artifacts = artifactStore({
    root: realpathSync(root),
    incoming: join(folder, "incoming"),
    mostBytes: options.mostArtifactBytes ?? 10_000_000_000,
  });
  // What cannot be tidied away does no harm.
  artifacts.removeAbandoned(Date.now()).catch(() => undefined);
  const app = trackingApp({
    database,
    artifacts,
    allowedHosts: options.allowedHosts ?? [],
    warn: options.warn ?? ((message) => console.warn(message)),
  });
  return {
    app,
    // No signal: nothing here watches it, and to carry it over takes as long as a short answer.
    fetch: async (input, init) => app.fetch(asRequest(input, init && { ...init, signal: null })),
    close: () => database.close(),
  };
};

/**
 * A server adapter hands over a Request of its own kind, which is read as it is but which Node's
 * Request constructor does not take.
 */
const asRequest = (...[input, init]: Parameters<typeof globalThis.fetch>): Request =>
  typeof input === "object" && "headers" in input && init === undefined
    ? input
    : new Request(input, init);
