import { invalid } from "../errors.ts";
import { limits } from "../limits.ts";
import { lengthOf } from "../rules.ts";

/**
 * What becomes of a param over 6,000 characters and a tag over 8,000, which MLflow cuts without a
 * word: refused before anything is sent, or cut here with a warning.
 */
export type LongValues = "refuse" | "cut";

export type FitValue = (kind: "param" | "tag", key: string, value: string) => string;

/** Gives the value that is to be sent, as the policy wants it. */
export const fitValue =
  (policy: LongValues, warn: (message: string) => void): FitValue =>
  (kind, key, value) => {
    const most = kind === "param" ? limits.paramLength : limits.tagLength;
    const length = value.length <= most ? value.length : lengthOf(value);
    if (length <= most) return value;
    const name = `${kind} ${JSON.stringify(key)}`;
    if (policy === "refuse")
      throw invalid(
        `${name}: a ${kind} must have at most ${most} characters (a server would cut it silently), got ${length}`,
      );
    warn(`${name} was cut to ${most} of its ${length} characters`);
    return [...value].slice(0, most).join("");
  };
