import { expect, test } from "vitest";
import { describeWebAssembly } from "./webassembly.mjs";

test("WebAssembly has SIMD in the versions of Node that we support", async () => {
  expect(await describeWebAssembly()).toBe("WebAssembly with SIMD");
});
