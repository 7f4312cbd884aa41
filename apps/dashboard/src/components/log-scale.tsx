interface LogScaleProps {
  readonly checked: boolean;
  readonly onChange: (on: boolean) => void;
}

/** Chooses a logarithmic axis. */
export const LogScale = ({ checked, onChange }: LogScaleProps) => (
  <label className="check">
    <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
    log scale
  </label>
);
