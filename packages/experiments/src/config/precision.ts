import { oneOf } from "./rules.ts";

/** What the factors of dense products are rounded to in training. */
export const precisions = ["float32", "bfloat16"] as const;

/** Left out if it is the default, so that configs of before there was a choice keep their ids. */
export const Precision = oneOf("precision", precisions)
  .optional()
  .overwrite((precision) => (precision === "float32" ? undefined : precision));
