import { cp, readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { InputError } from "@vae-lab/experiments/input-error";
import { makeFolder } from "@vae-lab/experiments/workspace";
import { countText } from "../command-line/count-text.ts";
import { buildStory } from "../serve/build-page.ts";
import { writingTo } from "../tracking/writing-to.ts";

const repository = fileURLToPath(new URL("../../../../", import.meta.url));
const built = join(repository, "apps", "dashboard", "dist-story");
const findings = join(repository, "docs", "findings");

export interface ExportedStory {
  readonly folder: string;
  /** The file to open. */
  readonly page: string;
  readonly files: number;
  readonly bytes: number;
}

const entriesIn = async (folder: string): Promise<string[]> => {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
};

const requireEmpty = async (folder: string): Promise<void> => {
  const { length } = await entriesIn(folder);
  if (length > 0)
    throw new InputError(
      `cannot write --export ${folder}: the folder must be empty (got ${countText(length, "entry", "entries")}); name another folder, or add --force`,
    );
};

/** The reports of studies that are published as one HTML file each, by study. */
const reportFiles = async (): Promise<ReadonlyMap<string, string>> => {
  const names = await readdir(findings, { withFileTypes: true });
  const files = new Map<string, string>();
  for (const { name } of names.filter((entry) => entry.isDirectory())) {
    const file = join(findings, name, "report.html");
    if ((await stat(file).catch(() => undefined)) !== undefined) files.set(name, file);
  }
  return files;
};

const sizeOf = async (folder: string): Promise<{ files: number; bytes: number }> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size),
  );
  return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
};

/**
 * Builds the story and writes it into a folder, with the reports that its verdicts link to.
 * @throws InputError if the folder has entries and `force` is false, or cannot be written
 */
export const exportStory = (
  folder: string,
  { force }: { readonly force: boolean },
): Promise<ExportedStory> =>
  writingTo("--export", folder, async () => {
    if (!force) await requireEmpty(folder);
    makeFolder(resolve(folder, "reports"));
    await buildStory();
    await cp(built, folder, { recursive: true });
    for (const [study, file] of await reportFiles())
      await cp(file, join(folder, "reports", `${study}.html`));
    return {
      folder: resolve(folder),
      page: join(resolve(folder), "index.html"),
      ...(await sizeOf(folder)),
    };
  });
