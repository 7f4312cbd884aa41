interface ChipsProps {
  readonly label: string;
  readonly options: readonly { readonly key: string; readonly label: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

/** Toggle buttons that choose several options. */
export const Chips = ({ label, options, chosen, onChange }: ChipsProps) => (
  <fieldset className="chips">
    <legend className="unseen">{label}</legend>
    {options.map((option) => {
      const on = chosen.includes(option.key);
      return (
        <button
          key={option.key}
          type="button"
          aria-pressed={on}
          onClick={() =>
            onChange(
              options
                .map(({ key }) => key)
                .filter((key) => (key === option.key ? !on : chosen.includes(key))),
            )
          }
        >
          {option.label}
        </button>
      );
    })}
  </fieldset>
);
