import { expect, test } from "vitest";
import { essayClaims } from "./essay-claims.ts";
import { essayFindings } from "./essay-verdicts.ts";
import type { Finding } from "./finding.ts";

const finding = (
  verdict: Finding["verdict"],
  bears: Partial<Pick<Finding, "supports" | "opposes">>,
): Finding => ({
  ...{ name: "f", claim: "F.", verdict, evidence: "", rule: "", measurements: [], trials: [] },
  ...{ supports: [], opposes: [], ...bears },
});
const verdictOn = (name: string, findings: readonly Finding[]) =>
  essayFindings([{ name: "a-study", findings }]).find((each) => each.name === name)?.verdict;

test("every claim of the essay is listed in its order, undecided without findings", () => {
  const found = essayFindings([]);
  expect(found.map(({ name }) => name)).toEqual(Object.keys(essayClaims));
  expect(found.map(({ name }) => name)).toEqual(Array.from({ length: 32 }, (_, i) => `E${i + 1}`));
  for (const { verdict } of found) expect(verdict).toBe("not decided");
});

test("a claim is supported if all that bears on it holds, and a finding that opposes it counts the other way", () => {
  expect(verdictOn("E25", [finding("holds", { supports: ["E25"] })])).toBe("supported");
  expect(verdictOn("E25", [finding("holds", { opposes: ["E25"] })])).toBe("contradicted");
  expect(verdictOn("E25", [finding("fails", { opposes: ["E25"] })])).toBe("supported");
});

test("a claim holds in part where findings disagree or some are open", () => {
  const yes = finding("holds", { supports: ["E1"] });
  const no = finding("fails", { supports: ["E1"] });
  const open = finding("could not tell", { supports: ["E1"] });
  expect(verdictOn("E1", [yes, no])).toBe("holds in part");
  expect(verdictOn("E1", [yes, open])).toBe("holds in part");
  expect(verdictOn("E1", [no, open])).toBe("not decided");
  expect(verdictOn("E1", [no, no])).toBe("contradicted");
  expect(verdictOn("E1", [open])).toBe("not decided");
});
