import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { useShortcut } from "../components/use-shortcut.ts";
import type { Completion } from "../query/completions.ts";

interface FilterFieldProps {
  readonly value: string;
  /** Error message for an invalid filter. */
  readonly fault: string | undefined;
  readonly completionsAt: (text: string, caret: number) => readonly Completion[];
  /** `starts` is true for the first change since the field got the focus. */
  readonly onFilter: (text: string, starts: boolean) => void;
}

const help = `Words anywhere in a run, or: key=value, key!=value, key>=number, key=low..high,
key:part, key~pattern, key IN (a, b), has:key. Joined by AND, OR, NOT (or -), with parentheses;
quotes around values with spaces. Press / to come here.`;

/** The filter field. `/` focuses it, Escape clears it; typing adds one entry to the history. */
export const FilterField = ({ value, fault, completionsAt, onFilter }: FilterFieldProps) => {
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  // The text while typing: the URL is updated slightly later.
  const [draft, setDraft] = useState<string>();
  const [caret, setCaret] = useState<number>();
  const [active, setActive] = useState(-1);
  const text = draft ?? value;
  const completions = useMemo(
    () => (caret === undefined ? [] : completionsAt(text, caret)),
    [text, caret, completionsAt],
  );
  useShortcut("/", () => field.current?.focus());
  useEffect(() => {
    const follow = () => setDraft(undefined);
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, []);
  const change = (next: string, at: number | undefined) => {
    onFilter(next, draft === undefined);
    setDraft(next);
    setCaret(at);
    setActive(-1);
  };
  const accept = (completion: Completion) => {
    const next = text.slice(0, completion.from) + completion.text + text.slice(completion.to);
    const at = completion.from + completion.text.length;
    change(next, undefined);
    requestAnimationFrame(() => field.current?.setSelectionRange(at, at));
  };
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = completions[active];
    if (step !== undefined && completions.length > 0) {
      event.preventDefault();
      const count = completions.length + 1;
      setActive(((active + 1 + step + count) % count) - 1);
    } else if ((event.key === "Enter" || event.key === "Tab") && chosen !== undefined) {
      event.preventDefault();
      accept(chosen);
    } else if (event.key === "Escape") {
      if (completions.length > 0) setCaret(undefined);
      else change("", undefined);
      event.preventDefault();
    }
  };
  const option = (index: number): string => `${id}-${index}`;
  return (
    <div className="filter">
      <input
        ref={field}
        type="search"
        role="combobox"
        aria-label="Filter runs"
        aria-expanded={completions.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? option(active) : undefined}
        aria-invalid={fault !== undefined}
        aria-errormessage={`${id}-fault`}
        autoComplete="off"
        spellCheck={false}
        value={text}
        placeholder="Filter:  forward-kl   beta>=4   status=failed"
        title={help}
        onChange={(event) =>
          change(event.target.value, event.target.selectionStart ?? event.target.value.length)
        }
        onBlur={() => {
          setDraft(undefined);
          setCaret(undefined);
        }}
        onKeyDown={keys}
      />
      <kbd>/</kbd>
      <div id={`${id}-list`} role="listbox" aria-label="Completions" className="completions">
        {completions.map((completion, index) => (
          <div
            key={completion.text}
            id={option(index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onPointerDown={(event) => {
              event.preventDefault();
              accept(completion);
            }}
          >
            {completion.text} <span className="faint">{completion.note}</span>
          </div>
        ))}
      </div>
      <p id={`${id}-fault`} className="fault" aria-live="polite">
        {fault}
      </p>
    </div>
  );
};
