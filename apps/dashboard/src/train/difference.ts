import {
  type Choice,
  choices,
  type SettingKey,
  settingKeys,
  TrainingSettings,
} from "./training-settings.ts";

/** The one setting in which a second training differs from the first, and all its settings. */
export interface Difference {
  readonly key: SettingKey;
  readonly settings: TrainingSettings;
}

/** The second training of a URL's `vs`, such as `beta:16`; undefined for none and for an unknown one. */
export const differenceOf = (
  settings: TrainingSettings,
  vs: string | undefined,
): Difference | undefined => {
  const [name, value] = vs?.split(":") ?? [];
  const key = settingKeys.find((each) => each === name);
  if (key === undefined || value === undefined) return undefined;
  return { key, settings: TrainingSettings.parse({ ...settings, [key]: value }) };
};

/** Settings that differ from these in one: another choice, 16 times beta, four times the rate, the next seed. */
export const otherSettings = (settings: TrainingSettings, key: SettingKey): TrainingSettings => {
  if (key in choices) {
    const other = Object.keys(choices[key as Choice]).find((value) => value !== settings[key]);
    return { ...settings, [key]: other };
  }
  const others = {
    beta: settings.beta === 0 ? 1 : settings.beta * 16,
    rate: settings.rate * 4,
    seed: settings.seed + 1,
  };
  return TrainingSettings.parse({ ...settings, [key]: others[key as keyof typeof others] });
};
