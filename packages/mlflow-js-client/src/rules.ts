import { z } from "zod";
import { invalidKeyReason, lengthOf } from "./limits.ts";

/** A key of a metric, param or tag. */
export const Key = (kind: string) =>
  z.string().check((context) => {
    const reason = invalidKeyReason(kind, context.value);
    if (reason) context.issues.push({ code: "custom", message: reason, input: context.value });
  });

/** A text of at most `length` code points. */
export const atMost = (kind: string, length: number) =>
  z.string().check((context) => {
    const got = lengthOf(context.value);
    if (got > length)
      context.issues.push({
        code: "custom",
        message: `a ${kind} must have at most ${length} characters, got ${got}`,
        input: context.value,
      });
  });

export const timestamp = z.int({
  error: (issue) => `a timestamp must be whole milliseconds, got ${String(issue.input)}`,
});
export const step = z.int({
  error: (issue) => `a step must be a whole number within ±2^53, got ${String(issue.input)}`,
});
