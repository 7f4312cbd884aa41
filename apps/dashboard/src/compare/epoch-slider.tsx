interface EpochSliderProps {
  readonly epoch: number;
  readonly last: number;
  readonly onEpoch: (epoch: number) => void;
}

export const EpochSlider = ({ epoch, last, onEpoch }: EpochSliderProps) => (
  <label className="inline epoch">
    epoch{" "}
    <input
      type="range"
      aria-label="epoch"
      min={Math.min(1, last)}
      max={last}
      step={1}
      value={epoch}
      disabled={last <= 1}
      onChange={(event) => onEpoch(event.target.valueAsNumber)}
    />{" "}
    <output>
      {epoch} of {last}
    </output>
  </label>
);
