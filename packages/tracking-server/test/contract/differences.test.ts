import { expect, test } from "vitest";
import { differences } from "./differences.ts";

test.each(Object.entries(differences))("%s: the two part, and the reason is given", (_, sides) => {
  expect(sides.embedded).not.toEqual(sides.mlflow);
  expect(sides.reason.length).toBeGreaterThan(20);
});
