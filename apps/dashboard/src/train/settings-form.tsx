import {
  type Choice,
  choices,
  type SettingKey,
  settingNames,
  type TrainingSettings,
} from "./training-settings.ts";

interface SettingFieldProps {
  readonly setting: SettingKey;
  readonly settings: TrainingSettings;
  readonly onChange: (settings: TrainingSettings) => void;
  /** Where several fields have the same name, what this one belongs to. */
  readonly of?: string;
}

/** A slider over powers of two: its position is the exponent, the lowest position is zero where that is a value. */
const sliders = {
  beta: { min: -5, max: 8, step: 0.5, valueAt: (e: number) => (e === -5 ? 0 : 2 ** e) },
  rate: { min: -14, max: -4, step: 0.5, valueAt: (e: number) => 2 ** e },
} as const;

const rounded = (value: number): number => Number(value.toPrecision(2));

const positionOf = (key: keyof typeof sliders, value: number): number =>
  value === 0 ? sliders[key].min : Math.log2(value);

/** The field of one setting. */
export const SettingField = ({ setting, settings, onChange, of }: SettingFieldProps) => {
  const name = settingNames[setting];
  const label = of === undefined ? name : `${name} of ${of}`;
  const change = (value: string | number) => onChange({ ...settings, [setting]: value });
  if (setting in choices) {
    const options = Object.entries(choices[setting as Choice]);
    return (
      <label>
        {name}
        <select
          aria-label={label}
          value={settings[setting]}
          onChange={(event) => change(event.target.value)}
        >
          {options.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
    );
  }
  if (setting === "seed")
    return (
      <label>
        {name}
        <input
          aria-label={label}
          type="number"
          min={0}
          max={999_999}
          value={settings.seed}
          onChange={({ target }) => {
            if (target.validity.valid && target.value !== "") change(target.valueAsNumber);
          }}
        />
      </label>
    );
  const key = setting as keyof typeof sliders;
  const { min, max, step, valueAt } = sliders[key];
  return (
    <label>
      <span>
        {name} <output>{settings[key]}</output>
      </span>
      <input
        aria-label={label}
        aria-valuetext={String(settings[key])}
        type="range"
        {...{ min, max, step }}
        value={positionOf(key, settings[key])}
        disabled={key === "beta" && settings.regulariser === "none"}
        onChange={({ target }) => change(rounded(valueAt(target.valueAsNumber)))}
      />
    </label>
  );
};
