import { useRef, useState } from "react";
import { Menu } from "../components/menu.tsx";
import { metricInfo } from "../study/metric-registry.ts";
import { paramLabel } from "../study/params.ts";
import { attributeKeys, type ColumnKeys } from "./columns.tsx";

interface ColumnsMenuProps {
  readonly known: ColumnKeys;
  readonly chosen: readonly string[];
  /** Keys of the columns that stay in view. */
  readonly pinned: readonly string[];
  /** Whether the columns differ from the default. */
  readonly isChanged: boolean;
  /** Called with undefined for the default columns. */
  readonly onChange: (keys: readonly string[] | undefined) => void;
  readonly onPin: (keys: readonly string[]) => void;
}

const labelOf = (key: string, kind: string): string =>
  kind === "Params" ? paramLabel(key) : kind === "Metrics" ? metricInfo(key).label : key;

/** The keys without this one; undefined if it is not among them. */
const without = (keys: readonly string[], key: string): string[] | undefined =>
  keys.includes(key) ? keys.filter((other) => other !== key) : undefined;

/** A menu to find, choose, order and pin the columns of the table. */
export const ColumnsMenu = (props: ColumnsMenuProps) => {
  const { known, chosen, pinned, isChanged, onChange, onPin } = props;
  const [part, setPart] = useState("");
  const search = useRef<HTMLInputElement>(null);
  const groups = [
    ["Run", attributeKeys],
    ["Params", known.params],
    ["Metrics", known.metrics],
    ["Tags", known.tags],
  ] as const;
  const wanted = part.trim().toLowerCase();
  const move = (key: string, by: number) => {
    const at = chosen.indexOf(key);
    const next = chosen.filter((other) => other !== key);
    next.splice(Math.max(0, at + by), 0, key);
    onChange(next);
  };
  return (
    <Menu name="Columns" onOpen={() => search.current?.focus()}>
      <div className="menu-head">
        <input
          ref={search}
          type="search"
          aria-label="Find a column"
          placeholder="Find a column"
          value={part}
          onChange={(event) => setPart(event.target.value)}
        />
        <button type="button" disabled={!isChanged} onClick={() => onChange(undefined)}>
          Reset
        </button>
      </div>
      <div className="menu-list">
        {groups.map(([kind, keys]) => {
          const found = keys.filter((key) =>
            `${key} ${labelOf(key, kind)}`.toLowerCase().includes(wanted),
          );
          return found.length === 0 ? null : (
            <fieldset key={kind}>
              <legend>{kind}</legend>
              {found.map((key) => {
                const isChosen = chosen.includes(key);
                const label = labelOf(key, kind);
                return (
                  <div key={key} className="menu-item">
                    <label className="check" title={key}>
                      <input
                        type="checkbox"
                        checked={isChosen}
                        onChange={() => {
                          // A pinned column is shown, so it is no longer pinned either.
                          const unpinned = without(pinned, key);
                          if (unpinned !== undefined) onPin(unpinned);
                          onChange(without(chosen, key) ?? [...chosen, key]);
                        }}
                      />
                      <span>{label}</span>
                    </label>
                    {isChosen && (
                      <>
                        <button
                          type="button"
                          className="quiet icon small"
                          aria-label={`Pin ${label}`}
                          aria-pressed={pinned.includes(key)}
                          title="Keep the column in view, beside the names"
                          onClick={() => onPin(without(pinned, key) ?? [...pinned, key])}
                        >
                          ⇤
                        </button>
                        <button
                          type="button"
                          className="quiet icon small"
                          aria-label={`Move ${label} to the left`}
                          onClick={() => move(key, -1)}
                        >
                          ←
                        </button>
                        <button
                          type="button"
                          className="quiet icon small"
                          aria-label={`Move ${label} to the right`}
                          onClick={() => move(key, 1)}
                        >
                          →
                        </button>
                      </>
                    )}
                  </div>
                );
              })}
            </fieldset>
          );
        })}
      </div>
    </Menu>
  );
};
