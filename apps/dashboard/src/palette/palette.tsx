import { Command } from "cmdk";
import { useEffect, useMemo, useRef, useState } from "react";
import { type Entry, matchesOf } from "./entry.ts";
import { useEntries } from "./use-entries.ts";
import "../styles/palette.css";

/** A dialog that finds pages, actions, studies, runs and findings by their words. */
export const Palette = ({ onClose }: { onClose: () => void }) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");
  const entries = useEntries();
  const matches = useMemo(() => matchesOf(entries, text), [entries, text]);
  const best = matches[0]?.shown[0]?.id ?? "";
  const [chosen, setChosen] = useState(best);
  // The best match is chosen anew whenever it changes, also when runs arrive.
  useEffect(() => setChosen(best), [best]);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    input.current?.focus();
  }, []);
  const perform = (entry: Entry) => {
    dialog.current?.close();
    entry.perform();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog
    <dialog
      ref={dialog}
      className="palette"
      aria-label="Command palette"
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current?.close();
      }}
    >
      <Command
        label="Command palette"
        value={chosen}
        onValueChange={setChosen}
        shouldFilter={false}
        vimBindings={false}
        loop
      >
        <Command.Input
          ref={input}
          value={text}
          onValueChange={setText}
          placeholder="Go to a page, study, run or finding, or do something"
        />
        <Command.List label="Results">
          <Command.Empty>Nothing has these words.</Command.Empty>
          {matches.map(({ kind, shown, more }) => (
            <Command.Group key={kind} heading={more === 0 ? kind : `${kind}, and ${more} more`}>
              {shown.map((entry) => (
                <Command.Item key={entry.id} value={entry.id} onSelect={() => perform(entry)}>
                  <span className="label">{entry.label}</span>
                  {entry.hint !== undefined && <span className="hint faint">{entry.hint}</span>}
                </Command.Item>
              ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </dialog>
  );
};
