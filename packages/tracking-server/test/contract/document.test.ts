import { expect, test } from "vitest";
import { differences } from "./differences.ts";
import { contractDocument, contractTests } from "./document.ts";

test("CONTRACT.md lists the tests of the suite", async () => {
  await expect(contractDocument()).toMatchFileSnapshot("../../CONTRACT.md");
});

test("every listed difference is measured by a test of the suite", () => {
  const measured = new Set(contractTests().flatMap((one) => one.differences));
  expect([...measured].toSorted()).toEqual(Object.keys(differences).toSorted());
});
