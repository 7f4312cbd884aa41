import { defects } from "@vae-lab/verify/museum";
import { expect, test } from "vitest";
import type { KnownDefect } from "./defects-text.ts";
import { findDefects } from "./find-defects.ts";

const room = (name: KnownDefect["name"], library: string, what: string): KnownDefect => ({
  ...{ name, number: defects[name], library },
  ...{ source: "a file", did: "a mistake", caughtBy: "a law" },
  costs: [{ what, theirs: 1, right: 2 }],
});
const rooms = [
  room("miwae-axis", "pythae", "a bound"),
  room("sum-before-log", "pyro", "a value"),
  room("tc-without-constant", "Pythae", "a total correlation"),
];
const namesAbout = (only: string) => findDefects(rooms, only).map(({ name }) => name);

test("a mistake is found by its number alone, though others begin with it, or by its name", () => {
  expect(namesAbout("d1")).toEqual(["miwae-axis"]);
  expect(namesAbout("Miwae-Axis")).toEqual(["miwae-axis"]);
});

test("mistakes are found by what is told of them, in any case", () => {
  expect(namesAbout("pythae")).toEqual(["miwae-axis", "tc-without-constant"]);
  expect(namesAbout("total correlation")).toEqual(["tc-without-constant"]);
});

test("what is told of no mistake is refused", () => {
  expect(() => namesAbout("wasserstein")).toThrow(
    `--only must be a mistake's name or number, or part of what is told of one, got "wasserstein"`,
  );
});
