import { expect, test } from "vitest";
import { boundedMessage } from "./bounded-message.ts";

test("a message of usual length is left as it is", () => {
  const message = "a must be b, got c\nd must be e, got f";
  expect(boundedMessage(message)).toBe(message);
});

test("a line of 200,000 characters and 100 lines are cut, and the cut says how much is missing", () => {
  const message = ["x".repeat(200_000), ...Array(99).fill("y")].join("\n");
  const lines = boundedMessage(message).split("\n");
  expect(lines).toHaveLength(41);
  expect(lines[0]).toBe(`${"x".repeat(1000)}… (199000 more characters)`);
  expect(lines.at(-1)).toBe("… (60 more lines)");
});
