import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { decodeSafetensors, encodeSafetensors } from "../training/safetensors.ts";
import { checkDigest, withDigest } from "./digest.ts";

const tensors = { weights: { shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) } };
const metadata = { config: '{"name":"\\"sha256\\":\\"x"}' };
const file = await withDigest((digest) => encodeSafetensors(tensors, { ...metadata, ...digest }));

test("the digest is the SHA-256 of the file with zeros in its place", async () => {
  const found = decodeSafetensors(file);
  expect(found.tensors.weights?.values).toEqual(tensors.weights.values);
  const { sha256 = "" } = found.metadata;
  const text = Buffer.from(file).toString("latin1").replace(sha256, "0".repeat(64));
  expect(createHash("sha256").update(text, "latin1").digest("hex")).toBe(sha256);
  expect(await checkDigest(file)).toBe("intact");
});

test("checking a file leaves its bytes as they are, also in a Buffer of Node", async () => {
  const buffer = Buffer.from(file);
  expect(await checkDigest(buffer)).toBe("intact");
  expect(buffer.equals(file)).toBe(true);
  expect(await checkDigest(buffer)).toBe("intact");
});

test("every flipped bit but those of the digest's own label is damage", async () => {
  for (let bit = 0; bit < 8 * file.length; bit++) {
    const changed = Uint8Array.from(file);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(await checkDigest(changed)).not.toBe("intact");
  }
});

test("a file of an earlier version has no digest", async () => {
  expect(await checkDigest(encodeSafetensors(tensors, metadata))).toBe("absent");
});
