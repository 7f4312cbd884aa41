import { defects } from "@vae-lab/verify/defect-names";
import { expect, test } from "vitest";
import type { KnownDefect } from "./defects-text.ts";
import { findDefects } from "./find-defects.ts";

const defect = (name: KnownDefect["name"], library: string, quantity: string): KnownDefect => ({
  ...{ name, number: defects[name], library },
  ...{ source: "a file", behaviour: "a mistake", caughtBy: "a property" },
  effects: [{ quantity, defective: 1, correct: 2 }],
});
const known = [
  defect("miwae-axis", "pythae", "a bound"),
  defect("sum-before-log", "pyro", "a value"),
  defect("tc-without-constant", "Pythae", "a total correlation"),
];
const namesOf = (only: string) => findDefects(known, only).map(({ name }) => name);

test("a defect is found by its name or number in any case, and D1 does not find D10", () => {
  expect(namesOf("d1")).toEqual(["miwae-axis"]);
  expect(namesOf("Miwae-Axis")).toEqual(["miwae-axis"]);
});

test("defects are found by a part of their description, in any case", () => {
  expect(namesOf("pythae")).toEqual(["miwae-axis", "tc-without-constant"]);
  expect(namesOf("total correlation")).toEqual(["tc-without-constant"]);
});

test("a text that no description contains is refused", () => {
  expect(() => namesOf("wasserstein")).toThrow(
    `--only must be the name or number of a known defect, or part of its description, got "wasserstein"`,
  );
});
