import { expect, test } from "vitest";
import { readCompareSearch, readOldSearch } from "./page-search.ts";
import { readSearch, writeSearch } from "./search-text.ts";

test("reading a URL inverts writing it", () => {
  const search = {
    experiment: "12",
    q: "forward-kl beta>=4 name:a&b=c",
    sort: "-test/elbo",
    runs: ["0123abcd", "89ef0123"],
    curves: ["train/loss", "test/rate"],
    smooth: 0.85,
    log: true,
    x: "epoch" as const,
    epoch: 2,
  };
  expect(readOldSearch(readSearch(writeSearch(search)))).toEqual(search);
});

test("the URL is readable and omits empty values", () => {
  expect(writeSearch({ q: "", all: false, runs: [], epoch: undefined })).toBe("");
  expect(writeSearch({ runs: ["a", "b"], sort: "-test/elbo", all: true })).toBe(
    "?runs=a,b&sort=-test/elbo&all=yes",
  );
});

test("a filter that looks like a number or a flag remains text", () => {
  expect(readOldSearch(readSearch(writeSearch({ q: "64" })))).toEqual({ q: "64" });
  expect(readOldSearch(readSearch("?q=yes&experiment=007"))).toEqual({
    q: "yes",
    experiment: "007",
  });
});

test("invalid values are ignored", () => {
  const raw = readSearch("?smooth=2&x=sideways&epoch=NaN&log=maybe&runs=,,");
  expect(readCompareSearch(raw)).toMatchObject({ log: false, runs: [] });
  expect(readCompareSearch(raw)).not.toHaveProperty("smooth", 2);
  expect(readCompareSearch(raw).x).toBeUndefined();
  expect(readCompareSearch(raw).epoch).toBeUndefined();
});
