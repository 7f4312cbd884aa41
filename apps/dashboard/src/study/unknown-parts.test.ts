import { expect, test } from "vitest";
import { knownSearch, unknownParts } from "./unknown-parts.ts";

const known = {
  runs: ["0123456789"],
  columns: ["objective.beta", "started"],
  metrics: ["test/elbo"],
  families: ["abc"],
};

test("unknown parts of a URL are listed", () => {
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

test("a valid URL has no unknown parts", () => {
  expect(unknownParts({ runs: ["01234567"], sort: "-started", family: "abc" }, known)).toEqual([]);
  expect(unknownParts({ sort: "name" }, known)).toEqual([]);
});

test("unknown parts are removed from a URL", () => {
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
