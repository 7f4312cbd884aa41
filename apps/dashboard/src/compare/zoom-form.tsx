import { numberText } from "@vae-lab/viz";
import { type SyntheticEvent, useState } from "react";

type Domain = readonly [from: number, to: number];

interface ZoomFormProps {
  /** What is on the axis. */
  readonly axis: string;
  readonly domain: Domain | undefined;
  /** End of the whole axis. */
  readonly xMax: number;
  readonly onDomain: (domain: Domain) => void;
}

const untouched = [undefined, undefined] as const;

/** Chooses a part of the horizontal axis without a pointer. */
export const ZoomForm = ({ axis, domain, xMax, onDomain }: ZoomFormProps) => {
  const [draft, setDraft] =
    useState<readonly [from: string | undefined, to: string | undefined]>(untouched);
  const whole = [0, xMax] as const;
  const endOf = (index: 0 | 1): number => {
    const text = draft[index];
    if (text === "") return whole[index];
    return text === undefined ? (domain ?? whole)[index] : Number(text);
  };
  const isEmpty = endOf(0) >= endOf(1);
  const zoom = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isEmpty) return;
    onDomain([endOf(0), endOf(1)]);
    setDraft(untouched);
  };
  const field = (index: 0 | 1, word: string) => (
    <label className="inline">
      {word}{" "}
      <input
        type="number"
        step="any"
        className="short"
        aria-label={`${axis} ${word}`}
        aria-invalid={isEmpty && draft !== untouched}
        placeholder={numberText(whole[index])}
        value={draft[index] ?? (domain === undefined ? "" : Number(domain[index].toPrecision(6)))}
        onChange={({ target }) =>
          setDraft(index === 0 ? [target.value, draft[1]] : [draft[0], target.value])
        }
      />
    </label>
  );
  return (
    <form className="inline" onSubmit={zoom}>
      {field(0, "from")}
      {field(1, "to")}
      <button type="submit" disabled={isEmpty}>
        Zoom
      </button>
    </form>
  );
};
