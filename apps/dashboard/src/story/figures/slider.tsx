interface SliderProps {
  readonly name: string;
  /** The value as the reader sees it. */
  readonly text: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly onChange: (value: number) => void;
}

/** A slider with its name and value above it. */
export const Slider = ({ name, text, value, min, max, step = 1, onChange }: SliderProps) => (
  <div className="story-slider">
    <span aria-hidden="true">
      {name} <b>{text}</b>
    </span>
    <input
      type="range"
      aria-label={name}
      aria-valuetext={text}
      {...{ value, min, max, step }}
      onChange={({ target }) => onChange(target.valueAsNumber)}
    />
  </div>
);
