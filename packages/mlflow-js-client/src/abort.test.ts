import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { linkedController } from "./abort.ts";

test("the first signal that aborts gives its reason", () => {
  const [one, other] = [new AbortController(), new AbortController()];
  const { controller } = linkedController(one.signal, undefined, other.signal);
  expect(controller.signal.aborted).toBe(false);
  other.abort("other");
  one.abort("one");
  expect(controller.signal.reason).toBe("other");
  expect(linkedController(undefined, one.signal).controller.signal.reason).toBe("one");
});

test("a released controller does not abort, and leaves no listener at the signals", () => {
  const long = new AbortController();
  const { controller, release } = linkedController(long.signal);
  expect(getEventListeners(long.signal, "abort")).toHaveLength(1);
  release();
  expect(getEventListeners(long.signal, "abort")).toHaveLength(0);
  long.abort();
  expect(controller.signal.aborted).toBe(false);
});
