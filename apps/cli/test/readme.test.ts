import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { program } from "../src/main.ts";
import { readSweepFile } from "../src/sweep/read-sweep-file.ts";
import { vaeLabHere } from "./command.ts";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
const example = /```sh\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
const lines = example
  .trim()
  .split("\n")
  .map((line) => line.replace(/\s+#.*/, ""));

test("the README's example consists of commands", () => {
  expect(lines.length).toBeGreaterThan(4);
  for (const line of lines) expect(line).toMatch(/^vae-lab \w+/);
});

test.each(lines)("the README's `%s` is parsed without an error", async (line) => {
  const vaeLab = program();
  const parsed: string[] = [];
  for (const command of vaeLab.commands) command.action(() => void parsed.push(command.name()));
  const [, name, ...options] = line.split(/\s+/);
  await vaeLab.parseAsync([name ?? "", ...options], { from: "user" });
  expect(parsed).toEqual([name]);
});

test("the README's sweep file is read, and combines what it varies", async () => {
  const folder = await mkdtemp(join(tmpdir(), "vae-lab-readme-"));
  const path = join(folder, "rates.yaml");
  await writeFile(path, /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? "");
  const { trials } = await readSweepFile(path);
  await rm(folder, { recursive: true });
  const [seeds, points, latents, samples] = [3, 1 + 2, 2, 20];
  expect(trials).toHaveLength(seeds * points * latents * samples);
});

test("commands that only read run in a workspace that does not exist yet", async () => {
  const folder = await mkdtemp(join(tmpdir(), "vae-lab-readme-"));
  for (const line of ["vae-lab studies", "vae-lab runs --json"]) {
    expect(lines).toContain(line);
    const args = line.split(" ").slice(1);
    expect((await vaeLabHere(args, { VAE_LAB_HOME: join(folder, "home") })).code).toBe(0);
  }
  await rm(folder, { recursive: true });
});
