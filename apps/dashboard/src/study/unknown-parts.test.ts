import { expect, test } from "vitest";
import { knownSearch, unknownParts } from "./unknown-parts.ts";

const known = {
  runs: ["0123456789"],
  columns: ["objective.beta", "started"],
  metrics: ["test/elbo"],
  families: ["abc"],
};

test("what an address asks for and the study does not have is named", () => {
  expect(
    unknownParts(
      {
        ...{ runs: ["01234567", "garbage"], sort: "-nothing", cols: ["objective.beta", "x"] },
        ...{ curves: ["test/elbo", "y"], beta: ["z"], family: "none" },
      },
      known,
    ),
  ).toEqual([
    "run garbage",
    "column nothing",
    "column x",
    "metric y",
    "metric z",
    "family of models none",
  ]);
});

test("an address that the study can answer has no unknown parts", () => {
  expect(unknownParts({ runs: ["01234567"], sort: "-started", family: "abc" }, known)).toEqual([]);
  expect(unknownParts({ sort: "name" }, known)).toEqual([]);
});

test("what is left of an address is what the study has", () => {
  const search = {
    q: "a",
    runs: ["01234567", "garbage"],
    sort: "-nothing",
    cols: ["x", "started"],
  };
  expect(knownSearch(search, known)).toEqual({
    ...{ q: "a", runs: ["01234567"], sort: undefined, cols: ["started"] },
  });
});
