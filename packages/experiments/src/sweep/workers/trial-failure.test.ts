import { MlflowError } from "mlflow-js-client";
import { expect, test } from "vitest";
import { InputError } from "../../input-error.ts";
import { type FailureKind, kindOfFailure, TrialFailure } from "./trial-failure.ts";

const nonFinite = Object.assign(new Error("rate must stay finite, got NaN at step 3"), {
  name: "NonFiniteError",
});

test.each<[FailureKind, unknown]>([
  ["passing", new TrialFailure("the worker died (SIGKILL)", "passing")],
  ["passing", new Error("OOM when allocating tensor with shape[128,784]")],
  ["passing", new RangeError("Array buffer allocation failed")],
  ["passing", new Error("ResourceExhausted: out of memory")],
  ["passing", new MlflowError("busy", { errorCode: "TEMPORARILY_UNAVAILABLE", isRetryable: true })],
  ["lasting", nonFinite],
  ["lasting", new TrialFailure(nonFinite.message, "lasting")],
  ["open", new InputError("dataset mnist changed since the sweep began")],
  ["open", new TypeError("x is not a function")],
  ["open", "a text"],
])("a failure is %s: %s", (kind, error) => {
  expect(kindOfFailure(error)).toBe(kind);
});
