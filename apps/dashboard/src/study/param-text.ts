import { nameOf, numberText } from "@vae-lab/viz";

/** Params whose values are kinds of this project, which have names. */
export const isKind = (key: string): boolean =>
  key === "inference.kind" || key === "estimator.kind" || key === "objective.regulariser";

/** The value of a param for display: a name of a kind, a number in four digits, or the text itself. */
export const paramText = (key: string, value: string): string => {
  if (isKind(key))
    return nameOf(value)
      .replace(", summed over units", ", per unit")
      .replace(/\([qp]\|\|[qp]\)/, "");
  const number = Number(value);
  return value.trim() !== "" && Number.isFinite(number) ? numberText(number) : value;
};
