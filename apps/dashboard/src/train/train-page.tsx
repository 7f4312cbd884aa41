import { getRouteApi } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTitle } from "../components/use-title.ts";
import { ComparedTraining } from "./compared-training.tsx";
import { differenceOf, otherSettings } from "./difference.ts";
import { SettingField } from "./settings-form.tsx";
import { TrainingPanel } from "./training-panel.tsx";
import {
  defaultSettings,
  settingKeys,
  settingNames,
  TrainingSettings,
  valueText,
} from "./training-settings.ts";
import { useTraining } from "./use-training.ts";
import "../styles/train.css";

const route = getRouteApi("/train");

/** Trains the essay's VAE with two latent units in the page, alone or beside one that differs in a setting. */
export const TrainPage = () => {
  useTitle("Train");
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [isPlaying, setPlaying] = useState(true);
  const [attempt, setAttempt] = useState(1);
  const [singleSteps, setSingleSteps] = useState(0);
  const { vs, ...given } = search;
  const written = JSON.stringify(given);
  const settings = useMemo(() => TrainingSettings.parse(JSON.parse(written)), [written]);
  const difference = differenceOf(settings, vs);
  const run = { isPlaying, attempt, singleSteps };
  const training = useTraining(settings, run);

  const write = (next: TrainingSettings, other = vs) =>
    navigate({
      replace: true,
      search: {
        ...Object.fromEntries(
          settingKeys
            .filter((key) => next[key] !== defaultSettings[key])
            .map((key) => [key, next[key]]),
        ),
        ...(other !== undefined && { vs: other }),
      },
    });

  return (
    <div className="train-page">
      <header>
        <h1>Train a VAE in this page</h1>
        <p className="reading">
          The VAE of Saghir’s essay with two latent units, on 4,096 images. β, the regulariser, the
          estimator and the learning rate can change while it trains; data, likelihood and seed
          start it anew. A logged run appears among the runs of the store, up to its last whole
          epoch.
        </p>
        <div className="train-controls">
          <button type="button" className="primary" onClick={() => setPlaying(!isPlaying)}>
            {isPlaying ? "Pause" : "Train"}
          </button>
          <button
            type="button"
            disabled={isPlaying}
            onClick={() => setSingleSteps(singleSteps + 1)}
          >
            One step
          </button>
          <button type="button" onClick={() => setAttempt(attempt + 1)}>
            Start anew
          </button>
          {settingKeys.map((setting) => (
            <SettingField
              key={setting}
              {...{ setting, settings }}
              onChange={(next) => write(next)}
            />
          ))}
        </div>
        <div className="train-controls">
          <label>
            compare with another
            <select
              value={difference?.key ?? ""}
              onChange={({ target: { value } }) => {
                const key = settingKeys.find((each) => each === value);
                write(settings, key && `${key}:${otherSettings(settings, key)[key]}`);
              }}
            >
              <option value="">nothing</option>
              {settingKeys.map((key) => (
                <option key={key} value={key}>
                  {settingNames[key]}
                </option>
              ))}
            </select>
          </label>
          {difference !== undefined && (
            <SettingField
              setting={difference.key}
              settings={difference.settings}
              of="the second training"
              onChange={(next) => write(settings, `${difference.key}:${next[difference.key]}`)}
            />
          )}
        </div>
      </header>
      <div className="trainings">
        <TrainingPanel
          title={
            difference === undefined
              ? "Training"
              : `${settingNames[difference.key]}: ${valueText(settings, difference.key)}`
          }
          training={training}
        />
        {difference !== undefined && (
          <ComparedTraining key={difference.key} difference={difference} run={run} />
        )}
      </div>
    </div>
  );
};
