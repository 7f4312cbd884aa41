import { z } from "zod";
import { limits } from "./limits.ts";

/** Python's `\w` and a few signs; see `validate_param_and_metric_name` of MLflow. */
const keyCharacters = /^[/\p{L}\p{N}_.\- :]*$/u;

/** Python counts code points where JavaScript counts UTF-16 units. */
export const lengthOf = (text: string): number => {
  let units = text.length;
  for (let at = 0; at < text.length - 1; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0xd800 && code < 0xdc00) units--;
  }
  return units;
};

/** Why a key cannot be logged, or undefined if it can. */
export const whyNotKey = (kind: string, key: string): string | undefined => {
  const got = `got ${JSON.stringify(key)}`;
  if (key === "") return `a ${kind} key must not be empty, ${got}`;
  if (lengthOf(key) > limits.keyLength)
    return `a ${kind} key must have at most ${limits.keyLength} characters, got ${lengthOf(key)}: ${JSON.stringify(`${key.slice(0, 40)}…`)}`;
  if (!keyCharacters.test(key))
    return `a ${kind} key may hold only letters, digits, "_", "-", ".", ":", "/" and spaces, ${got}`;
  if (key.split("/").some((part) => part === "" || part === "." || part === ".."))
    return `a ${kind} key must be a plain relative path (no "//", no "." or ".." part, no "/" at either end), ${got}`;
  return undefined;
};

export const Key = (kind: string) =>
  z.string().check((context) => {
    const reason = whyNotKey(kind, context.value);
    if (reason) context.issues.push({ code: "custom", message: reason, input: context.value });
  });

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
