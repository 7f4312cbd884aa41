interface BaselineButtonProps {
  readonly name: string;
  readonly isBaseline: boolean;
  readonly onToggle: () => void;
}

/** Makes a row the baseline, or removes it. */
export const BaselineButton = ({ name, isBaseline, onToggle }: BaselineButtonProps) => (
  <button
    type="button"
    className="baseline-button"
    aria-pressed={isBaseline}
    aria-label={`Baseline: ${name}`}
    title={isBaseline ? "No baseline" : "Show the differences of all rows from this one"}
    onClick={onToggle}
  >
    Δ
  </button>
);
