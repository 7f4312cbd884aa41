import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test("browsers, which have no Buffer, read and write the same base64 as Node", async () => {
  const node = await import("./base64.ts");
  vi.resetModules();
  vi.stubGlobal("Buffer", undefined);
  const browser = await import("./base64.ts");
  for (const length of [0, 1, 2, 3, 100_000]) {
    const bytes = Uint8Array.from({ length }, (_, n) => (n * 31) % 256);
    const text = node.toBase64(bytes);
    expect(browser.toBase64(bytes)).toBe(text);
    expect([...browser.fromBase64(text)]).toEqual([...bytes]);
    expect([...node.fromBase64(text)]).toEqual([...bytes]);
  }
});
