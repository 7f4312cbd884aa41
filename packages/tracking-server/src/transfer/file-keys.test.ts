import { expect, test } from "vitest";
import { fileKeys } from "./file-keys.ts";

test("keys are file names where a tree of folders allows it", () => {
  expect([...fileKeys(["a/b", "a/c/d", "b"]).values()]).toEqual(["a/b", "a/c/d", "b"]);
});

test("a key that is also a folder gets underscores until its name is free", () => {
  expect(Object.fromEntries(fileKeys(["a", "a/b", "a_", "c/d", "c/d/e"]))).toEqual({
    a: "a__",
    "a/b": "a/b",
    a_: "a_",
    "c/d": "c/d_",
    "c/d/e": "c/d/e",
  });
});
