import type { Finding } from "../studies/finding.ts";

const words: Readonly<Record<Finding["verdict"], string>> = {
  holds: "supported",
  fails: "contradicted",
  "could not tell": "not decided",
};

/** The verdict on a claim of a study, for readers. */
export const verdictWord = (verdict: Finding["verdict"]): string => words[verdict];
