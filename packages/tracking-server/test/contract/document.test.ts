import { expect, test } from "vitest";
import { differences } from "./differences.ts";
import { contractDocument, promises } from "./document.ts";

test("the page of the contract says what the suite holds", async () => {
  await expect(contractDocument()).toMatchFileSnapshot("../../CONTRACT.md");
});

test("every difference is measured by a promise of the suite", () => {
  const measured = new Set(promises().flatMap((promise) => promise.differences));
  expect([...measured].toSorted()).toEqual(Object.keys(differences).toSorted());
});
