import { expect, test } from "vitest";
import { instructionSetIn } from "./instruction-set.ts";

test.each([
  ["flags\t\t: fpu sse4_1 sse4_2 avx avx2 avx512f avx512bw", "avx512f"],
  ["processor\t: 0\nflags\t\t: fpu sse4_2 avx avx2 fma\nbugs\t: x\n", "avx2"],
  ["flags\t\t: fpu sse4_2", "sse4_2"],
  ["Features\t: fp asimd evtstrm aes", "asimd"],
  ["flags\t\t: fpu", undefined],
  ["", undefined],
])("the widest vector instructions of %j are %s", (cpuinfo, expected) => {
  expect(instructionSetIn(cpuinfo)).toBe(expected);
});
