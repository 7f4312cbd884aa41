interface StepSliderProps {
  /** `epoch` or `step`: what the places are. */
  readonly name: string;
  /** The places there are, ascending. */
  readonly places: readonly number[];
  readonly at: number;
  readonly onPlace: (place: number) => void;
}

/** The index of the last place that is not after `at`; the first where none is. */
export const indexAt = (places: readonly number[], at: number): number =>
  Math.max(
    0,
    places.findLastIndex((place) => place <= at),
  );

/** Moves between the epochs or steps that something was logged at. */
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
