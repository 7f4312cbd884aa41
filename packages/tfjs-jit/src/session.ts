import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Graph, Reference } from "./graph.ts";
import { savedModel } from "./graph-def.ts";
import { nativeBackend, type TensorMetadata } from "./native.ts";
import { UntraceableError } from "./untraceable-error.ts";

/** A graph loaded into TensorFlow, with its own variables. */
export interface Session {
  /** Feeds tensors by handle, as far as the graph has use for them, and returns new ones. */
  run(feeds: ReadonlyMap<string, number>, fetches: readonly Reference[]): TensorMetadata[];
  close(): void;
}

const folderPrefix = "tfjs-jit-";

/**
 * The binding loads graphs from folders only; this one is gone before the function returns.
 * @throws UntraceableError when TensorFlow does not accept the graph
 */
export function openSession(graph: Graph): Session {
  const { binding } = nativeBackend();
  sweepAbandonedFolders();
  const folder = mkdtempSync(join(tmpdir(), `${folderPrefix}${process.pid}-`));
  let session: number | undefined;
  try {
    writeFileSync(join(folder, "saved_model.pb"), savedModel(graph.nodes));
    session = binding.loadSavedModel(folder, "serve");
  } catch (cause) {
    throw new UntraceableError(`TensorFlow refuses the graph: ${cause}`, { cause });
  } finally {
    attempt(() => removeFolder(folder));
  }
  const nodes = new Set(graph.nodes.map(({ name }) => name));
  return {
    run: (given, fetches) => {
      if (session === undefined) throw new Error("the compiled function has been disposed");
      const feeds = [...given].filter(([name]) => nodes.has(name));
      const handles = feeds.map(([, handle]) => handle);
      const inputs = feeds.map(([name]) => outputName(name)).join(",");
      return binding.runSavedModel(session, handles, inputs, fetches.map(outputName).join(","));
    },
    close: () => {
      if (session !== undefined) binding.deleteSavedModel(session);
      session = undefined;
    },
  };
}

function outputName(reference: Reference): string {
  return reference.includes(":") ? reference : `${reference}:0`;
}

let swept = false;

/** A process killed while it loaded a graph leaves a folder behind. */
function sweepAbandonedFolders() {
  if (swept) return;
  swept = true;
  for (const name of attempt(() => readdirSync(tmpdir())) ?? []) {
    const owner = name.startsWith(folderPrefix)
      ? Number.parseInt(name.slice(folderPrefix.length), 10)
      : Number.NaN;
    if (owner > 0 && !isAlive(owner)) attempt(() => removeFolder(join(tmpdir(), name)));
  }
}

function removeFolder(folder: string) {
  rmSync(folder, { recursive: true, force: true });
}

/** Housekeeping may fail, as with folders of another user; the graph is loaded all the same. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
