import { useMemo } from "react";
import type { Difference } from "./difference.ts";
import { TrainingPanel } from "./training-panel.tsx";
import { settingNames, TrainingSettings, valueText } from "./training-settings.ts";
import { type TrainingRun, useTraining } from "./use-training.ts";

interface ComparedTrainingProps {
  readonly difference: Difference;
  readonly run: TrainingRun;
}

/** The training that differs from the page's in one setting. */
export const ComparedTraining = ({ difference, run }: ComparedTrainingProps) => {
  const { key } = difference;
  const written = JSON.stringify(difference.settings);
  const settings = useMemo(() => TrainingSettings.parse(JSON.parse(written)), [written]);
  const training = useTraining(settings, run);
  return (
    <TrainingPanel
      title={`${settingNames[key]}: ${valueText(settings, key)}`}
      training={training}
    />
  );
};
