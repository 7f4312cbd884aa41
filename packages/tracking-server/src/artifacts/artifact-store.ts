import { randomUUID } from "node:crypto";
import { lstatSync } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ReadableStream } from "node:stream/web";
import { ApiError, invalid } from "../api-error.ts";
import { fileMode, folderMode } from "../store/private-files.ts";

export interface StoredFile {
  readonly name: string;
  readonly isDir: boolean;
  readonly size: number;
}

export interface FoundFile {
  readonly path: string;
  readonly size: number;
  readonly modifiedMs: number;
}

/** Files by the parts of their paths. Calls throw ApiError as MLflow answers. */
export interface ArtifactStore {
  /** Replaces an earlier file. The file is listed only when it is complete and synced to disk. */
  write(
    parts: readonly string[],
    body: ReadableStream | null,
    expectedBytes: number | undefined,
    maxBytes?: number,
  ): Promise<void>;
  find(parts: readonly string[]): Promise<FoundFile>;
  /** Empty if there is no such folder, as in MLflow. */
  list(parts: readonly string[]): Promise<StoredFile[]>;
  /** Removes a file, or a folder with its contents; a path without a file is no error. */
  remove(parts: readonly string[]): Promise<void>;
  /** Removes uploads that a crash left unfinished. */
  removeAbandoned(now: number): Promise<void>;
}

/** Unfinished uploads of this age are left by a crash; younger ones may be in progress. */
const abandonedAfterMs = 24 * 60 * 60 * 1_000;

const isAbsent = (error: unknown): boolean =>
  codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR";

const codeOf = (error: unknown): unknown =>
  error instanceof Error && "code" in error ? error.code : undefined;

/** Files below `root`. Uploads are written to `incoming` and renamed; both are on one file system. */
export const artifactStore = (options: {
  root: string;
  incoming: string;
  /** Default limit of one file. */
  maxBytes: number;
}): ArtifactStore => {
  const { root, incoming } = options;
  /** The path of the parts, none of which may be a symbolic link. */
  const resolve = (parts: readonly string[]): string => {
    let path = root;
    for (const part of parts) {
      path = join(path, part);
      try {
        // One call of the system is faster than the way to a thread and back.
        if (lstatSync(path).isSymbolicLink()) throw invalid("Invalid path");
      } catch (error) {
        if (isAbsent(error)) return join(root, ...parts);
        if (codeOf(error) === "ENAMETOOLONG") throw invalid("Invalid path");
        throw error;
      }
    }
    return path;
  };

  const notFound = (parts: readonly string[]) =>
    new ApiError("RESOURCE_DOES_NOT_EXIST", `No such artifact: '${parts.join("/")}'`);

  return {
    write: async (parts, body, expectedBytes, maxBytes = options.maxBytes) => {
      if (parts.length === 0) throw invalid("Invalid path");
      if (expectedBytes !== undefined && expectedBytes > maxBytes) throw tooLarge(maxBytes);
      const target = resolve(parts);
      // A recursive mkdir would report ENOENT on a read-only disk.
      await mkdir(incoming, folderMode).catch((error: unknown) => {
        if (codeOf(error) !== "EEXIST") throw error;
      });
      const growing = join(incoming, randomUUID());
      try {
        await writeSynced(growing, counted(body ?? [], maxBytes, expectedBytes));
        const folder = join(target, "..");
        await mkdir(folder, { recursive: true, ...folderMode });
        await rename(growing, target);
        await syncFolder(folder);
      } catch (error) {
        await rm(growing, { force: true });
        const code = codeOf(error);
        if (code === "ENAMETOOLONG") throw invalid("Invalid path");
        if (code === "EISDIR" || code === "ENOTDIR" || code === "EEXIST" || code === "ENOTEMPTY")
          throw invalid(
            `Artifact path '${parts.join("/")}' is a directory, or goes through a file`,
          );
        throw error;
      }
    },

    find: async (parts) => {
      const path = resolve(parts);
      const found = await stat(path).catch((error: unknown) => {
        if (isAbsent(error)) throw notFound(parts);
        throw error;
      });
      if (found.isDirectory())
        throw invalid(`Artifact path refers to a directory, not a file: '${parts.join("/")}'`);
      return { path, size: found.size, modifiedMs: found.mtimeMs };
    },

    list: async (parts) => {
      const folder = resolve(parts);
      const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
        if (isAbsent(error)) return [];
        throw error;
      });
      const listed = await Promise.all(
        entries
          .filter((entry) => entry.isFile() || entry.isDirectory())
          .map(async (entry) => {
            const isDir = entry.isDirectory();
            const size = isDir ? 0 : (await stat(join(folder, entry.name))).size;
            return { name: entry.name, isDir, size };
          }),
      );
      return listed.sort((a, b) => (a.name < b.name ? -1 : 1));
    },

    remove: async (parts) => {
      if (parts.length === 0) throw invalid("Invalid path");
      await rm(resolve(parts), { recursive: true, force: true });
    },

    removeAbandoned: async (now) => {
      const names = await readdir(incoming).catch(() => []);
      for (const name of names) {
        const path = join(incoming, name);
        const age = await stat(path).then(
          (found) => now - found.mtimeMs,
          () => 0,
        );
        if (age > abandonedAfterMs) await rm(path, { force: true });
      }
    },
  };
};

const tooLarge = (maxBytes: number) =>
  invalid(`Cannot store the artifact: it is too large; it must have at most ${maxBytes} bytes.`);

async function* counted(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  maxBytes: number,
  expectedBytes: number | undefined,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
  if (expectedBytes !== undefined && bytes !== expectedBytes)
    throw invalid(
      `Cannot store the artifact: its body ended after ${bytes} of ${expectedBytes} bytes.`,
    );
}

/** Writes a new file, which is on the disk when the promise resolves. */
const writeSynced = async (path: string, chunks: AsyncIterable<Uint8Array>): Promise<void> => {
  const file = await open(path, "wx", fileMode.mode);
  try {
    for await (const chunk of chunks) await file.writeFile(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** After a power cut, a renamed file exists for certain only if its folder was synced too. */
const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
