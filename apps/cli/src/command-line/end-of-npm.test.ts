import { expect, test, vi } from "vitest";
import { onEndOfNpm } from "./end-of-npm.ts";

test.each([
  ["vae-lab", 1],
  ["npx", 1],
  ["nightly", 0],
  [undefined, 0],
])("the end of the parent in npm's script %s is noticed %d times", (script, times) => {
  vi.useFakeTimers();
  let parent = 7;
  const ended = vi.fn();
  onEndOfNpm(ended, { env: { npm_lifecycle_event: script }, parent: () => parent });
  vi.advanceTimersByTime(10_000);
  expect(ended).not.toHaveBeenCalled();
  parent = 1;
  vi.advanceTimersByTime(10_000);
  expect(ended).toHaveBeenCalledTimes(times);
  vi.useRealTimers();
});
