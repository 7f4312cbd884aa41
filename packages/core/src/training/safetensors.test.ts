import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codes } from "../evaluation/codes.ts";
import { fromTensors, toTensors, trainedModel } from "../models/trained-model.ts";
import { rng } from "../random/rng.ts";
import { recipes } from "../recipes/recipes.ts";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";

const sizes = { dataSize: 6, hidden: [8], latentSize: 2 };

const begun = () => {
  const { model } = recipes.essayVae(sizes);
  const parameters = model.init(rng(1));
  const trained = trainedModel(model, parameters);
  tf.dispose(parameters);
  return trained;
};

const headerOf = (bytes: Uint8Array) => {
  const size = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const text = new TextDecoder().decode(bytes.subarray(8, 8 + size));
  return { size, text, json: JSON.parse(text) };
};

const file = (header: object | string, data = new Uint8Array(0)) => {
  const text = new TextEncoder().encode(
    typeof header === "string" ? header : JSON.stringify(header),
  );
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes;
};

test("a model read from its checkpoint has the same bits and gives the same codes", () => {
  const trained = begun();
  const bytes = encodeSafetensors(toTensors(trained), { recipe: "essayVae" });
  const { tensors, metadata } = decodeSafetensors(bytes);
  const restored = fromTensors(trained.model, tensors);
  expect(metadata).toEqual({ recipe: "essayVae" });
  expect(toTensors(restored)).toEqual(toTensors(trained));
  expect(encodeSafetensors(toTensors(restored), metadata)).toEqual(bytes);
  const images = rng(2).uniforms(5 * 6);
  expect(codes(restored, images)).toEqual(codes(trained, images));
  trained.dispose();
  restored.dispose();
});

test("all bit patterns survive: NaN payloads, −0, subnormals, infinities", () => {
  const bits = fc.uint32Array({ minLength: 0, maxLength: 20 });
  fc.assert(
    fc.property(
      bits,
      fc.string(),
      fc.dictionary(fc.string(), fc.string()),
      (words, name, notes) => {
        fc.pre(name !== "__metadata__");
        const values = new Float32Array(words.buffer.slice(0), 0, words.length);
        const bytes = encodeSafetensors({ [name]: { shape: [words.length], values } }, notes);
        const { tensors, metadata } = decodeSafetensors(bytes);
        const back = tensors[name];
        expect(back?.shape).toEqual([words.length]);
        expect(new Uint32Array(back?.values.buffer ?? new ArrayBuffer(4))).toEqual(words.slice());
        expect({ ...metadata }).toEqual({ ...notes });
      },
    ),
    { seed: 1 },
  );
});

test("the bytes follow the format: header length, JSON padded to 8 bytes, little-endian numbers", () => {
  const bytes = encodeSafetensors(
    {
      a: { shape: [2], values: Float32Array.of(1, -2) },
      b: { shape: [], values: Float32Array.of(0.5) },
    },
    { step: "3" },
  );
  const { size, text, json } = headerOf(bytes);
  expect(json).toEqual({
    __metadata__: { step: "3" },
    a: { dtype: "F32", shape: [2], data_offsets: [0, 8] },
    b: { dtype: "F32", shape: [], data_offsets: [8, 12] },
  });
  expect(text.startsWith("{")).toBe(true);
  expect(size % 8).toBe(0);
  // struct.pack("<3f", 1, -2, 0.5).hex()
  expect(Buffer.from(bytes.subarray(8 + size)).toString("hex")).toBe("0000803f000000c00000003f");
});

test("empty tensors are read, wherever the header lists them", () => {
  const empty = { dtype: "F32", shape: [0, 3], data_offsets: [0, 0] };
  const one = { dtype: "F32", shape: [1], data_offsets: [0, 4] };
  const { tensors } = decodeSafetensors(file({ one, empty }, new Uint8Array(4)));
  expect(tensors.empty).toEqual({ shape: [0, 3], values: new Float32Array(0) });
  expect(tensors.one).toEqual({ shape: [1], values: Float32Array.of(0) });
});

test("a file may start anywhere in a larger buffer", () => {
  const bytes = encodeSafetensors({ a: { shape: [1], values: Float32Array.of(7) } });
  const shifted = new Uint8Array(bytes.length + 3);
  shifted.set(bytes, 3);
  expect(decodeSafetensors(shifted.subarray(3)).tensors.a?.values).toEqual(Float32Array.of(7));
});

describe("bytes that violate the format are refused with the rule", () => {
  const entry = (shape: number[], begin: number, end: number) => ({
    dtype: "F32",
    shape,
    data_offsets: [begin, end],
  });
  test.each([
    ["too short", new Uint8Array(4), "must have ≥ 8 bytes, got 4"],
    ["truncated header", file("{}").subarray(0, 9), "must fit into the file's 9 bytes"],
    ["an array for a header", file("[]"), "must be a JSON object, got []"],
    ["a number in the metadata", file({ __metadata__: { a: 1 } }), "must map text to text"],
    ["doubles", file({ a: { ...entry([1], 0, 8), dtype: "F64" } }), "a must have dtype F32"],
    ["a wrong size", file({ a: entry([2], 0, 4) }, new Uint8Array(4)), "a must have dtype F32"],
    ["a negative shape", file({ a: entry([-1], 0, 4) }), "a must have dtype F32"],
    ["a hole", file({ a: entry([1], 4, 8) }, new Uint8Array(8)), "a must begin at 0, got 4"],
    ["missing data", file({ a: entry([2], 0, 8) }, new Uint8Array(4)), "8 bytes of data, got 4"],
    ["spare data", file({ a: entry([1], 0, 4) }, new Uint8Array(8)), "4 bytes of data, got 8"],
  ])("%s", (_, bytes, rule) => {
    expect(() => decodeSafetensors(bytes)).toThrow(rule);
  });

  test("tensors that cannot be written are refused", () => {
    const values = new Float32Array(3);
    expect(() => encodeSafetensors({ a: { shape: [2], values } })).toThrow(
      "a must hold 2 numbers for its shape [2], got 3",
    );
    expect(() => encodeSafetensors({ __metadata__: { shape: [3], values } })).toThrow(
      "a tensor's name must not be __metadata__",
    );
  });
});

test("a checkpoint of another model is refused", () => {
  const trained = begun();
  const { model } = trained;
  const good = toTensors(trained);
  trained.dispose();
  const { "encoder.mean.bias": bias, ...without } = good;
  expect(() => fromTensors(model, without)).toThrow(
    "encoder.mean.bias must have shape [2] in a checkpoint, got nothing",
  );
  expect(() =>
    fromTensors(model, { ...good, extra: { shape: [1], values: new Float32Array(1) } }),
  ).toThrow("got extra");
  const values = bias?.values ?? new Float32Array(0);
  expect(() =>
    fromTensors(model, { ...good, "encoder.mean.bias": { shape: [2, 1], values } }),
  ).toThrow("encoder.mean.bias must have shape [2] in a checkpoint, got [2, 1]");
});
