import { expect, test } from "vitest";
import { linkNames, wheelFor } from "./wheel-pins.mjs";

test.each([
  ["linux", "x64"],
  ["linux", "arm64"],
  ["darwin", "arm64"],
])("on %s %s every link leads to a library that is unpacked", (platform, arch) => {
  const wheel = wheelFor(platform, arch);
  expect(wheel.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(Object.values(linkNames(platform)))).toEqual(new Set(wheel.libraries));
});

test("where no wheel holds the library there is no pin", () => {
  expect(wheelFor("win32", "x64")).toBeUndefined();
});
