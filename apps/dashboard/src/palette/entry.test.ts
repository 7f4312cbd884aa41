import { expect, test } from "vitest";
import { type Entry, matchesOf } from "./entry.ts";

const entry = (kind: Entry["kind"], label: string, hint?: string): Entry => ({
  ...{ id: `${kind} ${label}`, kind, label, perform: () => {} },
  ...(hint !== undefined && { hint }),
});
const entries = [
  entry("Runs", "reverse-kl · β 4"),
  entry("Runs", "forward-kl · β 4"),
  entry("Pages", "Compare", "kl-direction"),
  entry("Pages", "Runs", "kl-direction"),
  entry("Findings", "A VAE can generate", "E5"),
];
const labels = (text: string) =>
  matchesOf(entries, text).flatMap(({ shown }) => shown.map(({ label }) => label));

test("an entry matches if it has all words in any order and case, in its label or hint", () => {
  expect(labels("4 REVERSE")).toEqual(["reverse-kl · β 4"]);
  expect(labels("e5")).toEqual(["A VAE can generate"]);
  expect(labels("nothing of it")).toEqual([]);
});

test("before anything is typed there are pages, and neither runs nor findings", () => {
  expect(labels("  ")).toEqual(["Compare", "Runs"]);
});

test("a label that begins with the text comes before one that has it elsewhere", () => {
  const own = [
    entry("Pages", "Old runs"),
    entry("Pages", "Runs of a study"),
    entry("Pages", "Runs"),
  ];
  expect(matchesOf(own, "runs")[0]?.shown.map(({ label }) => label)).toEqual([
    "Runs",
    "Runs of a study",
    "Old runs",
  ]);
});

test("of many runs twelve are shown, and the others are counted", () => {
  const many = Array.from({ length: 1_500 }, (_, index) => entry("Runs", `run ${index}`));
  const [runs] = matchesOf(many, "run");
  expect([runs?.shown.length, runs?.more]).toEqual([12, 1_488]);
});
