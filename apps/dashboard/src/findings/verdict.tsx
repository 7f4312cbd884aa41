import type { Finding } from "@vae-lab/experiments/studies";

type Verdict = Finding["verdict"];

export const verdictOrder: readonly Verdict[] = ["holds", "fails", "could not tell"];

const looks: Readonly<
  Record<string, { readonly mark: string; readonly word: string; readonly tone: string }>
> = {
  holds: { mark: "✓", word: "supported", tone: "good" },
  fails: { mark: "✕", word: "contradicted", tone: "bad" },
  "could not tell": { mark: "?", word: "not decided", tone: "open" },
  supported: { mark: "✓", word: "supported", tone: "good" },
  contradicted: { mark: "✕", word: "contradicted", tone: "bad" },
  "holds in part": { mark: "◐", word: "holds in part", tone: "part" },
  "not decided": { mark: "?", word: "not decided", tone: "open" },
};

interface VerdictProps {
  /** Of a claim of a study or of the essay. */
  readonly verdict: string;
  readonly count?: number;
}

/** A verdict, optionally with the number of claims that have it. */
export const Verdict = ({ verdict, count }: VerdictProps) => {
  const { mark, word, tone } = looks[verdict] ?? { mark: "?", word: verdict, tone: "open" };
  return (
    <span className={`verdict ${tone}`}>
      <span aria-hidden="true">{mark}</span> {count !== undefined && <b>{count} </b>}
      {word}
    </span>
  );
};

/** The number of claims with each verdict. */
export const VerdictTally = ({ findings }: { findings: readonly Pick<Finding, "verdict">[] }) => (
  <p className="verdicts">
    {verdictOrder.map((verdict) => {
      const count = findings.filter((finding) => finding.verdict === verdict).length;
      return count === 0 ? null : <Verdict key={verdict} verdict={verdict} count={count} />;
    })}
  </p>
);
