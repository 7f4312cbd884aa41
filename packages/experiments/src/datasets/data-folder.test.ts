import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fashionMnistFolder } from "./fashion-mnist.ts";
import { findDatasets } from "./find-datasets.ts";
import { loadDataset } from "./load-dataset.ts";
import { mnistFolder, packagedFolder } from "./mnist.ts";

let data = "";
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "vae-lab-data-"));
  vi.stubEnv("VAE_LAB_DATA", data);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(data, { recursive: true });
});

const put = (folder: string) => cp(packagedFolder(), folder, { recursive: true });
const where = (name: string) => findDatasets().find((one) => one.name === name)?.where;

test.each([
  ["mnist", mnistFolder],
  ["fashion-mnist", fashionMnistFolder],
] as const)(
  "%s comes from the sub-folder of its name, or from the folder itself",
  async (name, folderOf) => {
    expect(folderOf() ?? "nowhere").not.toContain(data);
    await put(data);
    expect(folderOf()).toBe(data);
    await put(join(data, name));
    expect(folderOf()).toBe(join(data, name));
    expect(folderOf(join(data, name))).toBe(join(data, name));
  },
);

test("a folder with the name of one data set is never taken for the other", async () => {
  await put(join(data, "fashion-mnist"));
  expect(mnistFolder(join(data, "fashion-mnist"))).toBe(packagedFolder());
});

test("a folder that holds no mnist is said to have been passed over", () => {
  expect(where("mnist")).toBe(`${packagedFolder()} (VAE_LAB_DATA holds no mnist: ${data})`);
  vi.stubEnv("VAE_LAB_DATA", "");
  expect(where("mnist")).toBe(packagedFolder());
});

test("a sub-folder that is not whole is refused, not passed over", async () => {
  await mkdir(join(data, "mnist"));
  await expect(loadDataset({ name: "mnist" })).rejects.toThrow(
    `${join(data, "mnist")} must hold train-`,
  );
  expect(findDatasets()[0]).toMatchObject({
    found: false,
    remedy: expect.stringContaining("missing: train-images-idx3-ubyte"),
  });
});

test("a folder that is not there is refused by the variable's name", async () => {
  const absent = join(data, "absent");
  vi.stubEnv("VAE_LAB_DATA", absent);
  await expect(loadDataset({ name: "mnist" })).rejects.toThrow(
    `VAE_LAB_DATA must name a folder, got ${absent}`,
  );
});
