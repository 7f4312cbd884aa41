import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Graph, Reference } from "./graph.ts";
import { savedModel } from "./graph-def.ts";
import { nativeBackend, type TensorMetadata } from "./native.ts";
import { UntraceableError } from "./untraceable-error.ts";

/** A graph that TensorFlow has loaded, with variables of its own. */
export interface Session {
  /** Feeds tensors by name and handle, ignores names that the graph lacks, returns new tensors. */
  run(feeds: ReadonlyMap<string, number>, fetches: readonly Reference[]): TensorMetadata[];
  close(): void;
}

const folderPrefix = "tfjs-jit-";

/**
 * Loads a graph. The binding loads graphs from folders only; this one is removed before returning.
 * @throws UntraceableError when TensorFlow rejects the graph
 */
export function openSession(graph: Graph): Session {
  const { binding } = nativeBackend();
  removeStaleFolders();
  const folder = mkdtempSync(join(tmpdir(), `${folderPrefix}${process.pid}-`));
  let session: number | undefined;
  try {
    writeFileSync(join(folder, "saved_model.pb"), savedModel(graph.nodes));
    session = binding.loadSavedModel(folder, "serve");
  } catch (cause) {
    throw new UntraceableError(`TensorFlow rejects the graph: ${cause}`, { cause });
  } finally {
    ignoringErrors(() => removeFolder(folder));
  }
  const nodes = new Set(graph.nodes.map(({ name }) => name));
  return {
    run: (given, fetches) => {
      if (session === undefined) throw new Error("cannot run a compiled graph after dispose()");
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

let isTidy = false;

/** Removes the folders of processes that were killed while they loaded a graph. */
function removeStaleFolders() {
  if (isTidy) return;
  isTidy = true;
  for (const name of ignoringErrors(() => readdirSync(tmpdir())) ?? []) {
    const owner = name.startsWith(folderPrefix)
      ? Number.parseInt(name.slice(folderPrefix.length), 10)
      : Number.NaN;
    if (owner > 0 && !isAlive(owner)) ignoringErrors(() => removeFolder(join(tmpdir(), name)));
  }
}

function removeFolder(folder: string) {
  rmSync(folder, { recursive: true, force: true });
}

/** Another user's folder cannot be removed; that must not stop the graph from loading. */
function ignoringErrors<T>(work: () => T): T | undefined {
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
