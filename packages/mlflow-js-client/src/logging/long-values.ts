import { invalid } from "../errors.ts";
import { cutTo, lengthOf, limits } from "../limits.ts";

/**
 * What happens to a param over 6,000 characters or a tag over 8,000, which MLflow would cut silently:
 * "refuse" throws before anything is sent, "cut" cuts it with a warning.
 */
export type LongValues = "refuse" | "cut";

export type FitValue = (kind: "param" | "tag", key: string, value: string) => string;

/** The value to send, after the policy for long values. */
export const fitValue =
  (policy: LongValues, warn: (message: string) => void): FitValue =>
  (kind, key, value) => {
    const max = kind === "param" ? limits.paramLength : limits.tagLength;
    const length = value.length <= max ? value.length : lengthOf(value);
    if (length <= max) return value;
    const name = `${kind} ${JSON.stringify(key)}`;
    if (policy === "refuse")
      throw invalid(
        `${name}: a ${kind} must have at most ${max} characters (a server would cut it silently), got ${length}`,
      );
    warn(`${name} was cut to ${max} of its ${length} characters`);
    return cutTo(value, max);
  };
