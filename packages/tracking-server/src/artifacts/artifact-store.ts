import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { lstat, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { ApiError, invalid } from "../api-error.ts";

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

/** What a crash left half-written is removed after a day; a younger one may still be under way. */
const abandonedAfterMs = 24 * 60 * 60 * 1_000;

const isAbsent = (error: unknown): boolean =>
  codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR";

const codeOf = (error: unknown): unknown =>
  error instanceof Error && "code" in error ? error.code : undefined;

/** Files below `root`; uploads grow in `incoming` and appear whole. Both on one file system. */
export const artifactStore = (options: {
  root: string;
  incoming: string;
  /** Of one file. */
  mostBytes: number;
}) => {
  const { root, incoming, mostBytes } = options;
  /** Where the parts lead, if no part of the way is a symbolic link. */
  const resolve = async (parts: readonly string[]): Promise<string> => {
    let path = root;
    for (const part of parts) {
      path = join(path, part);
      try {
        if ((await lstat(path)).isSymbolicLink()) throw invalid("Invalid path");
      } catch (error) {
        if (isAbsent(error)) return join(root, ...parts);
        throw error;
      }
    }
    return path;
  };

  const notFound = (parts: readonly string[]) =>
    new ApiError("RESOURCE_DOES_NOT_EXIST", `No such artifact: '${parts.join("/")}'`);

  return {
    /** Replaces what was there. Listed only when whole and safe on disk. */
    write: async (
      parts: readonly string[],
      body: ReadableStream | null,
      expectedBytes: number | undefined,
    ): Promise<void> => {
      if (parts.length === 0) throw invalid("Invalid path");
      const target = await resolve(parts);
      // Not recursive: on a read-only disk Node then says ENOENT.
      await mkdir(incoming).catch((error: unknown) => {
        if (codeOf(error) !== "EEXIST") throw error;
      });
      const growing = join(incoming, randomUUID());
      try {
        await pipeline(
          body ? Readable.fromWeb(body) : Readable.from([]),
          (chunks: AsyncIterable<Uint8Array>) => counted(chunks, mostBytes, expectedBytes),
          createWriteStream(growing, { flags: "wx", flush: true }),
        );
        const folder = join(target, "..");
        await mkdir(folder, { recursive: true });
        await rename(growing, target);
        await syncFolder(folder);
      } catch (error) {
        await rm(growing, { force: true });
        const code = codeOf(error);
        if (code === "EISDIR" || code === "ENOTDIR" || code === "EEXIST" || code === "ENOTEMPTY")
          throw invalid(
            `Artifact path '${parts.join("/")}' is a directory, or goes through a file`,
          );
        throw error;
      }
    },

    find: async (parts: readonly string[]): Promise<FoundFile> => {
      const path = await resolve(parts);
      const found = await stat(path).catch((error: unknown) => {
        if (isAbsent(error)) throw notFound(parts);
        throw error;
      });
      if (found.isDirectory())
        throw invalid(`Artifact path refers to a directory, not a file: '${parts.join("/")}'`);
      return { path, size: found.size, modifiedMs: found.mtimeMs };
    },

    /** Empty where there is no such folder, as in MLflow. */
    list: async (parts: readonly string[]): Promise<StoredFile[]> => {
      const folder = await resolve(parts);
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

    /** A file, or a folder with all it holds. Deleting what is not there is done already. */
    remove: async (parts: readonly string[]): Promise<void> => {
      if (parts.length === 0) throw invalid("Invalid path");
      await rm(await resolve(parts), { recursive: true, force: true });
    },

    removeAbandoned: async (now: number): Promise<void> => {
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

export type ArtifactStore = ReturnType<typeof artifactStore>;

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  mostBytes: number,
  expectedBytes: number | undefined,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > mostBytes)
      throw invalid(`an artifact must have at most ${mostBytes} bytes: nothing was stored`);
    yield chunk;
  }
  if (expectedBytes !== undefined && bytes !== expectedBytes)
    throw invalid(
      `the artifact ended after ${bytes} of ${expectedBytes} bytes: nothing was stored`,
    );
}

/** A renamed file is sure to be found after a power cut once its folder is written too. */
const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
