import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fashionMnistFolder } from "./fashion-mnist.ts";
import { mnistFolder } from "./mnist.ts";

test("the folder named by VAE_LAB_DATA is used when it, or its fashion-mnist, holds the files", async () => {
  const data = await mkdtemp(join(tmpdir(), "vae-lab-fashion-"));
  try {
    expect(fashionMnistFolder(data)).not.toBe(data);
    await cp(mnistFolder(), join(data, "fashion-mnist"), { recursive: true });
    expect(fashionMnistFolder(data)).toBe(join(data, "fashion-mnist"));
    expect(fashionMnistFolder(join(data, "fashion-mnist"))).toBe(join(data, "fashion-mnist"));
  } finally {
    await rm(data, { recursive: true });
  }
});
