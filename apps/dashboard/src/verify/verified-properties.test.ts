import { expect, test } from "vitest";
import { verifiedProperties } from "./verified-properties.ts";
import { readVerifyReport } from "./verify-report.ts";

const row = {
  ...{ property: "unbiased", divergence: "KL", estimator: "pathwise", of: "value" },
  ...{ exact: 1, estimate: 1.1, relation: "equals", verdict: "pass" },
};
const report = (...rows: object[]) => ({
  ...{ rows, unsupported: [], threshold: 4.5, risk: 1e-4, statisticalComparisons: 1 },
  ...{ passed: rows.length, failed: 0, seed: 1, estimates: 1000, seconds: 2 },
});
const read = (value: unknown) => readVerifyReport(JSON.stringify(value));

test("files of version 0.1, where the property was a law, can be read", () => {
  const { property, ...old } = row;
  expect(read(report({ ...old, law: property })).rows[0]?.property).toBe("unbiased");
});

test("numbers that JSON cannot hold are read as not finite", () => {
  const [found] = read(report({ ...row, exact: Number.POSITIVE_INFINITY })).rows;
  expect(found?.exact).toBeNaN();
});

test("another file is refused with the place of its first fault", () => {
  expect(() => read({ rows: [{}] })).toThrow(/cannot read verify.json: .*rows\[0\]/s);
});

test("the largest deviation is of estimates and variances, without bounds", () => {
  const [found] = verifiedProperties(
    read(
      report(
        { ...row, biasInErrors: -2, varianceInErrors: 3 },
        { ...row, relation: "at-least", biasInErrors: 90 },
      ),
    ),
  );
  expect(found?.largest).toBe(3);
});

test("a text finds properties, divergences and estimators in any case, and failures stay alone", () => {
  const own = read(
    report(row, { ...row, property: "bounded" }, { ...row, estimator: "score", verdict: "fail" }),
  );
  const found = (...asked: Parameters<typeof verifiedProperties>[1][]) =>
    verifiedProperties(own, asked[0]).map(({ name, rows }) => [name, rows.length]);
  expect(found()).toEqual([
    ["unbiased", 2],
    ["bounded", 1],
  ]);
  expect(found({ text: "SCORE" })).toEqual([["unbiased", 1]]);
  expect(found({ onlyFailed: true })).toEqual([["unbiased", 1]]);
  expect(found({ text: "bounded", onlyFailed: true })).toEqual([]);
});
