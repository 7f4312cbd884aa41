import { useRef, useState } from "react";
import { Menu } from "./menu.tsx";

interface Option {
  readonly key: string;
  readonly label: string;
}

interface MetricPickerProps {
  /** What is chosen. Default: Metrics. */
  readonly name?: string;
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

/** The chosen metrics or axes with a button to remove each, and a menu with search to add others. */
export const MetricPicker = ({
  name = "Metrics",
  options,
  chosen,
  onChange,
}: MetricPickerProps) => {
  const [part, setPart] = useState("");
  const search = useRef<HTMLInputElement>(null);
  const wanted = part.trim().toLowerCase();
  const shown = options.filter(({ key }) => chosen.includes(key));
  const found = options.filter(({ key, label }) =>
    `${key} ${label}`.toLowerCase().includes(wanted),
  );
  const toggle = (key: string) =>
    onChange(chosen.includes(key) ? chosen.filter((other) => other !== key) : [...chosen, key]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <fieldset> cannot be laid out as a row with a menu
    <div className="chips" role="group" aria-label={name}>
      {shown.map(({ key, label }) => (
        <button
          key={key}
          type="button"
          aria-pressed={true}
          title={`Remove ${key}`}
          onClick={() => toggle(key)}
        >
          {label} <span aria-hidden="true">×</span>
        </button>
      ))}
      <Menu name={`${name} (${options.length})`} onOpen={() => search.current?.focus()}>
        <div className="menu-head">
          <input
            ref={search}
            type="search"
            aria-label={`Find in ${name.toLowerCase()}`}
            placeholder="Find"
            value={part}
            onChange={(event) => setPart(event.target.value)}
          />
        </div>
        <div className="menu-list">
          {found.map(({ key, label }) => (
            <label key={key} className="check menu-item" title={key}>
              <input type="checkbox" checked={chosen.includes(key)} onChange={() => toggle(key)} />
              <span>{label}</span>
            </label>
          ))}
          {found.length === 0 && <p className="faint">None has such a name.</p>}
        </div>
      </Menu>
    </div>
  );
};
