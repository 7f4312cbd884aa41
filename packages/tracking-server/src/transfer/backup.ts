import { closeSync, existsSync, fsyncSync, linkSync, openSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { openDatabase } from "../store/database.ts";
import { makeFolder } from "../store/make-folder.ts";
import { StoreError } from "../store/store-error.ts";

/**
 * Copies the database of a store into one file, as it is at this moment, while others write to it.
 * Artifacts are plain files beside it and are not in the copy.
 *
 * @throws StoreError if there is no store, or `file` is there already.
 */
export const backUpStore = (options: { folder: string; file: string }): void => {
  const source = join(options.folder, "tracking.sqlite");
  const file = resolve(options.file);
  if (!existsSync(source)) throw new StoreError(source, `there is no store at ${source}`);
  if (existsSync(file))
    throw new StoreError(file, `${file} is there already: a backup replaces nothing`);
  makeFolder(dirname(file));
  const draft = `${file}.unfinished-${process.pid}`;
  rmSync(draft, { force: true });
  const database = openDatabase(source, 10_000);
  try {
    database.run("VACUUM INTO ?", draft);
    const handle = openSync(draft, "r+");
    fsyncSync(handle);
    closeSync(handle);
    // Unlike a rename, a link never replaces what another has put there meanwhile.
    linkSync(draft, file);
  } finally {
    database.close();
    rmSync(draft, { force: true });
  }
};
