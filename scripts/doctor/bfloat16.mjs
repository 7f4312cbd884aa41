import { readFileSync } from "node:fs";
import { ok } from "./finding.mjs";

const names = { amx_bf16: "AMX", avx512_bf16: "AVX512-BF16" };

/** The instructions for bfloat16 that Linux lists for a processor. */
export const instructionsIn = (cpuinfo) =>
  Object.keys(names).filter((name) => new RegExp(`\\b${name}\\b`).test(cpuinfo));

const cpuinfo = () => {
  try {
    return readFileSync("/proc/cpuinfo", "utf8");
  } catch {
    return "";
  }
};

const ways = {
  avx512_bf16: "multiplied by AVX512-BF16",
  float32: "rounded and multiplied in float32, not faster than float32",
  TensorFlow: "rounded and multiplied in float32 by TensorFlow, slower than float32",
};

/** How `train --precision bfloat16` would multiply, and which instructions the processor has for it. */
export const checkBfloat16 = (bfloat16, info = cpuinfo()) => {
  const instructions = instructionsIn(info);
  const has = instructions.map((name) => names[name]).join(" and ") || "no instructions for it";
  return ok("bfloat16", `${ways[bfloat16]}; the processor has ${has}`, { bfloat16, instructions });
};
