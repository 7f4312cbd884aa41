import { expect, test } from "vitest";
import { checkBfloat16, instructionsIn } from "./bfloat16.mjs";

test("the instructions for bfloat16 are those that Linux lists", () => {
  const all = "flags : avx512f avx512_bf16 amx_bf16 amx_tile";
  expect(instructionsIn(all)).toEqual(["amx_bf16", "avx512_bf16"]);
  expect(instructionsIn("flags : avx512f avx512_vnni")).toEqual([]);
});

test("the finding says how products are computed", () => {
  const { value, state } = checkBfloat16("avx512_bf16", "flags : avx512_bf16");
  expect([state, value]).toEqual([
    "ok",
    "multiplied by AVX512-BF16; the processor has AVX512-BF16",
  ]);
  expect(checkBfloat16("TensorFlow", "").value).toBe(
    "rounded and multiplied in float32 by TensorFlow, slower than float32; the processor has no instructions for it",
  );
});
