import { expect, test } from "vitest";
import { completeConfig } from "./complete-config.ts";
import { flattenConfig, TrialConfig } from "./trial-config.ts";
import { unflattenConfig } from "./unflatten-config.ts";

test.each(["1234567890123456", "12345678e0123456", "0123456789abcdef"])(
  "a trial's id %s stays a text through a flat config, though it may read as a number",
  (trial) => {
    const config = completeConfig({ from: { trial, optimizer: true } });
    const read = unflattenConfig(Object.entries(flattenConfig(config)));
    expect(TrialConfig.parse(read)).toEqual(config);
  },
);

test("a data set of one's own may have a number for a name", () => {
  const config = completeConfig({ dataset: { train: "2024" } });
  const read = unflattenConfig(Object.entries(flattenConfig(config)));
  expect(TrialConfig.parse(read)).toEqual(config);
});

test("a key named after a prototype changes no prototype", () => {
  unflattenConfig([["__proto__.x", "1"]]);
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});
