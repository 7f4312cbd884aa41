import { type AxisBrush, numberText, type ParallelAxis, placeOn } from "@vae-lab/viz";
import { useState } from "react";

interface RangeFormProps {
  readonly axes: readonly ParallelAxis[];
  readonly onAdd: (brush: AxisBrush) => void;
}

/** Chooses a range of an axis without a pointer. */
export const RangeForm = ({ axes, onAdd }: RangeFormProps) => {
  const [key, setKey] = useState<string>();
  const [ends, setEnds] = useState<readonly [string, string]>(["", ""]);
  const axis = axes.find((one) => one.key === key) ?? axes[0];
  if (axis === undefined) return null;
  const add = () => {
    const half = axis.kind === "category" ? 0.5 / axis.categories.length : 0;
    const place = (text: string, fallback: number): number =>
      text === ""
        ? fallback
        : (placeOn(axis, axis.kind === "category" ? text : Number(text)) ?? fallback);
    const places = [place(ends[0], half), place(ends[1], 1 - half)].sort((a, b) => a - b);
    onAdd({ key: axis.key, from: (places[0] ?? 0) - half, to: (places[1] ?? 1) + half });
  };
  const end = (index: 0 | 1, label: string) => {
    const set = (text: string) => setEnds(index === 0 ? [text, ends[1]] : [ends[0], text]);
    return (
      <span className="inline">
        {label}{" "}
        {axis.kind === "category" ? (
          <select
            aria-label={label}
            value={ends[index]}
            onChange={(event) => set(event.target.value)}
          >
            <option value="">{index === 0 ? "the first" : "the last"}</option>
            {axis.categories.map((value) => (
              <option key={value}>{value}</option>
            ))}
          </select>
        ) : (
          <input
            type="number"
            aria-label={label}
            step="any"
            className="short"
            value={ends[index]}
            placeholder={numberText(axis.domain[index])}
            onChange={(event) => set(event.target.value)}
          />
        )}
      </span>
    );
  };
  return (
    <details className="range-form">
      <summary>Choose a range by value</summary>
      <div className="row">
        <label className="inline">
          axis{" "}
          <select
            value={axis.key}
            onChange={(event) => {
              setKey(event.target.value);
              setEnds(["", ""]);
            }}
          >
            {axes.map((one) => (
              <option key={one.key} value={one.key}>
                {one.label}
              </option>
            ))}
          </select>
        </label>
        {end(0, "from")}
        {end(1, "to")}
        <button type="button" onClick={add}>
          Add the range
        </button>
      </div>
    </details>
  );
};
