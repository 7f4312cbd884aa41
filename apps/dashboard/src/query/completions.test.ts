import { expect, test } from "vitest";
import { runOf } from "../sources/run-of.ts";
import { completionsAt } from "./completions.ts";
import { fieldNames } from "./fields.ts";

const run = (regulariser: string, beta: string) =>
  runOf({
    params: { "objective.regulariser": regulariser, "objective.beta": beta, note: "two words" },
    metrics: { "test/elbo": -100 },
  });
const runs = [run("reverse-kl", "1"), run("reverse-kl", "4"), run("forward-kl", "4")];
const study = { runs, names: fieldNames(runs, ["test/elbo", "test/active_units"]) };
const texts = (text: string, caret = text.length) =>
  completionsAt(text, caret, study).map((completion) => completion.text);

test("a word is completed to names of fields, prefixes first", () => {
  expect(texts("reg")[0]).toBe("regulariser");
  expect(texts("beta=1 un")).toContain("units");
});

test("after an operator values are suggested, most frequent first and quoted if necessary", () => {
  expect(texts("regulariser=")).toEqual(["reverse-kl", "forward-kl"]);
  expect(texts("regulariser=f")).toEqual(["forward-kl"]);
  expect(texts("note=")).toEqual(['"two words"']);
  expect(completionsAt("beta=", 5, study)[0]).toEqual({
    text: "4",
    note: "2 runs",
    from: 5,
    to: 5,
  });
});

test("a suggestion replaces the text before the caret", () => {
  expect(completionsAt("regul=x", 5, study)[0]).toMatchObject({ from: 0, to: 5 });
});

test("complete names and values have no suggestions", () => {
  expect(texts("units")).toEqual([]);
  expect(texts("beta=4")).toEqual([]);
});

test("a space, a number and an open quote have no suggestions", () => {
  expect(texts("")).toEqual([]);
  expect(texts("beta ")).toEqual([]);
  expect(texts("elbo>1")).toEqual([]);
  expect(texts('name="a')).toEqual([]);
});
