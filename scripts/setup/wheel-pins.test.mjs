import { expect, test } from "vitest";
import { linkNames, wheelFor } from "./wheel-pins.mjs";

test.each([
  ["linux", "x64"],
  ["linux", "arm64"],
  ["darwin", "arm64"],
])("on %s %s every link points to a library of the wheel", (platform, arch) => {
  const wheel = wheelFor(platform, arch);
  expect(wheel.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(Object.values(linkNames(platform)))).toEqual(new Set(wheel.libraries));
});

test("a platform without a wheel has no pin", () => {
  expect(wheelFor("win32", "x64")).toBeUndefined();
});
