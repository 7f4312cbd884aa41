import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { vaeLab } from "./command.ts";

const hooks = `export const resolve = (specifier, context, next) => {
  if (/@tensorflow[\\/]/.test(specifier)) throw new Error("TensorFlow was loaded");
  return next(specifier, context);
};`;
const preload = `import Module, { register } from "node:module";
register("data:text/javascript,${encodeURIComponent(hooks)}");
const load = Module._load;
Module._load = (request, ...rest) => {
  if (/@tensorflow[\\/]/.test(request)) throw new Error("TensorFlow was loaded");
  return load(request, ...rest);
};`;

let folder = "";
let env: NodeJS.ProcessEnv = {};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-light-"));
  const file = join(folder, "refuse-tensorflow.mjs");
  await writeFile(file, preload);
  env = { NODE_OPTIONS: `--import=${pathToFileURL(file)}`, VAE_LAB_HOME: join(folder, "home") };
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ["--help", 0],
  ["studies", 0],
  ["runs", 0],
  ["train --print-config", 0],
  ["train --beta -1", 2],
  ["sweep kl-directoin", 2],
  ["verify --help", 0],
  ["beta", 0],
  ["theory --help", 0],
  ["model-axis --help", 0],
  ["verify --break miwae", 2],
])(
  "`vae-lab %s` does not load TensorFlow, which takes longer than all the rest",
  async (line, exit) => {
    const { code, stderr } = await vaeLab(line.split(" "), env);
    expect(stderr).not.toContain("TensorFlow was loaded");
    expect(code).toBe(exit);
  },
);

test("a command that needs TensorFlow fails under this preload", async () => {
  const file = join(folder, "bars.json");
  await writeFile(file, JSON.stringify({ dataset: { name: "bars" } }));
  const { stderr } = await vaeLab(["train", file], env);
  expect(stderr).toContain("TensorFlow was loaded");
});
