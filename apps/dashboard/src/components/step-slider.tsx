interface StepSliderProps {
  /** `epoch` or `step`. */
  readonly name: string;
  /** The available epochs or steps, ascending. */
  readonly places: readonly number[];
  readonly at: number;
  readonly onPlace: (place: number) => void;
}

/** Index of the last place up to `at`, or 0. */
export const indexAt = (places: readonly number[], at: number): number =>
  Math.max(
    0,
    places.findLastIndex((place) => place <= at),
  );

/** A slider over the epochs or steps with logged data. */
export const StepSlider = ({ name, places, at, onPlace }: StepSliderProps) => {
  const index = indexAt(places, at);
  const place = places[index];
  return (
    <label className="inline epoch">
      {name}{" "}
      <input
        type="range"
        aria-label={name}
        aria-valuetext={`${place} of ${places.at(-1)}`}
        min={0}
        max={Math.max(0, places.length - 1)}
        step={1}
        value={index}
        disabled={places.length <= 1}
        onChange={(event) => onPlace(places[event.target.valueAsNumber] ?? at)}
      />{" "}
      <output>
        {place} of {places.at(-1)}
      </output>
    </label>
  );
};
