import { useEffect, useRef, useState } from "react";

interface FilterFieldProps {
  readonly value: string;
  /** `starts` is true for the first change of a stretch of typing. */
  readonly onFilter: (text: string, starts: boolean) => void;
}

/** The filter: `/` comes here, Escape empties it. One stretch of typing is one step of history. */
export const FilterField = ({ value, onFilter }: FilterFieldProps) => {
  const field = useRef<HTMLInputElement>(null);
  // What is being typed, until the field is left: the address may be a moment behind the keys.
  const [draft, setDraft] = useState<string>();
  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement &&
        event.target.matches("input:not([type=checkbox]), select, textarea");
      if (event.key !== "/" || typing) return;
      event.preventDefault();
      field.current?.focus();
    };
    const follow = () => setDraft(undefined);
    addEventListener("keydown", focus);
    addEventListener("popstate", follow);
    return () => {
      removeEventListener("keydown", focus);
      removeEventListener("popstate", follow);
    };
  }, []);
  const change = (text: string) => {
    onFilter(text, draft === undefined);
    setDraft(text);
  };
  return (
    <label className="filter">
      <input
        ref={field}
        type="search"
        aria-label="Filter runs"
        value={draft ?? value}
        placeholder="Filter:  forward-kl   beta>=4   status=failed"
        title="Words anywhere in a run, key:part, key=value, key!=value, key>=number; a - before a term turns it round. Press / to come here."
        onChange={(event) => change(event.target.value)}
        onBlur={() => setDraft(undefined)}
        onKeyDown={(event) => {
          if (event.key === "Escape") change("");
        }}
      />
      <kbd>/</kbd>
    </label>
  );
};
