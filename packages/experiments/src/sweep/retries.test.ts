import { expect, test } from "vitest";
import { retries } from "./retries.ts";

test("a trial is tried again after growing waits, until it has failed once more than there are waits", () => {
  const { delayOf } = retries([1, 10]);
  expect(delayOf("a", 0)).toEqual({ delayMs: 1, attempt: 2 });
  expect(delayOf("b", 0)).toEqual({ delayMs: 1, attempt: 2 });
  expect(delayOf("a", 0)).toEqual({ delayMs: 10, attempt: 3 });
  expect(delayOf("a", 0)).toBeUndefined();
});

test("attempts that get further than those before do not count", () => {
  const { delayOf } = retries([1, 10]);
  for (let epoch = 1; epoch <= 20; epoch++)
    expect(delayOf("a", epoch)).toEqual({ delayMs: 1, attempt: epoch + 1 });
  expect(delayOf("a", 20)?.delayMs).toBe(10);
  expect(delayOf("a", 3)).toBeUndefined();
});
