import { expect, test } from "vitest";
import { fromMlflowHash } from "./mlflow-hash.ts";

test.for([
  ["#/experiments/12/runs/0123abcd", "/run/0123abcd"],
  ["#/experiments/12/runs/0123abcd/artifacts/model", "/run/0123abcd"],
  ["#/experiments/12", "/?experiment=12"],
  ["#/experiments/12?searchFilter=x", "/?experiment=12"],
  ["#/models/m", undefined],
  ["#curves", undefined],
  ["", undefined],
] as const)("the MLflow link %s becomes %s", ([hash, address]) => {
  expect(fromMlflowHash(hash)).toBe(address);
});
