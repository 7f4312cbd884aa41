import { chmodSync, closeSync, existsSync, fsyncSync, linkSync, openSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { openDatabase } from "../store/database.ts";
import { makeFolder } from "../store/make-folder.ts";
import { fileMode, folderMode } from "../store/private-files.ts";
import { StoreError } from "../store/store-error.ts";

/**
 * Copies the database of a store to one file, also while other processes write to it. Artifacts are
 * plain files beside the database and are not copied.
 *
 * @throws StoreError if there is no store, it is damaged, or `file` exists.
 */
export const backUpStore = (options: { folder: string; file: string }): void => {
  const source = join(options.folder, "tracking.sqlite");
  const file = resolve(options.file);
  if (!existsSync(source))
    throw new StoreError(source, `cannot back up ${source}: there is no such store`);
  if (existsSync(file))
    throw new StoreError(
      file,
      `cannot write ${file}: it exists, and a backup replaces no file; choose another name`,
    );
  makeFolder(dirname(file), folderMode);
  const draft = `${file}.unfinished-${process.pid}`;
  rmSync(draft, { force: true });
  const database = openDatabase(source, 10_000);
  try {
    database.run("VACUUM INTO ?", draft);
    chmodSync(draft, fileMode.mode);
    const handle = openSync(draft, "r+");
    fsyncSync(handle);
    closeSync(handle);
    // Unlike a rename, a link does not replace a file that another process has just written.
    linkSync(draft, file);
  } finally {
    database.close();
    rmSync(draft, { force: true });
  }
};
