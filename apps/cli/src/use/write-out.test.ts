import { lstat, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeOut } from "./write-out.ts";

test("a file is replaced, a link stays a link, and a device stays a device", async () => {
  const folder = await mkdtemp(join(tmpdir(), "vae-lab-out-"));
  try {
    const [file, link] = [join(folder, "a.csv"), join(folder, "b.csv")];
    await writeOut(file, "one");
    await symlink(file, link);
    await writeOut(link, "two");
    expect(await readFile(file, "utf8")).toBe("two");
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    await writeOut("/dev/null", "three");
    expect((await lstat("/dev/null")).isCharacterDevice()).toBe(true);
    expect(await readdir(folder)).toEqual(["a.csv", "b.csv"]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a write that fails leaves the file as it was", async () => {
  const folder = await mkdtemp(join(tmpdir(), "vae-lab-out-"));
  try {
    const file = join(folder, "a.csv");
    await writeFile(file, "whole");
    const broken = { toString: () => "no content" } as unknown as string;
    await expect(writeOut(file, broken)).rejects.toThrow();
    expect(await readFile(file, "utf8")).toBe("whole");
    expect(await readdir(folder)).toEqual(["a.csv"]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
