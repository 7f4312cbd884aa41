import { expect, test } from "vitest";
import { buildFailure, folderWithoutSpace } from "./compile-binding.mjs";

test("the binding is compiled in the first folder whose path has no space", () => {
  expect(folderWithoutSpace(["/Users/Ada L/tmp", "/cache", "/repo"])).toBe("/cache");
  expect(() => folderWithoutSpace(["/a b", "/c d"])).toThrow(
    "cannot compile in a path with spaces (got /a b, /c d); set TMPDIR to a folder without",
  );
});

test("a failed build names the missing tools, and no tool that is there", () => {
  const tools = { python: true, compiler: true, make: false, library: true };
  expect(buildFailure("gyp ERR! stack Error: not found: make", tools)).toBe(
    "cannot compile its binding: install make",
  );
});

test("where no tool is missing, a failed build gives the compiler's error, not node-gyp's", () => {
  const output = [
    "../binding/tfjs_backend.h:25:10: fatal error: tensorflow/c/c_api.h: No such file or directory",
    "compilation terminated.",
    "make: *** [tfjs_binding.target.mk:111: tfjs_backend.o] Error 1",
    "gyp ERR! stack Error: `make` failed with exit code: 2",
    "node-pre-gyp ERR! stack Error: Failed to execute '/usr/bin/node node-gyp.js build'",
    "Failed to execute '/usr/bin/node node-gyp.js build'",
  ].join("\n");
  const tools = { python: true, compiler: true, make: true, library: true };
  expect(buildFailure(output, tools)).toBe(
    "cannot compile its binding: ../binding/tfjs_backend.h:25:10: fatal error: tensorflow/c/c_api.h: No such file or directory",
  );
});
