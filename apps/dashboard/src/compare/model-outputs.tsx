import type { Look } from "@vae-lab/viz";
import type { RunRecord } from "../sources/run-source.ts";
import { CodesSection } from "./codes-section.tsx";
import { ImagesSection } from "./images-section.tsx";
import { UnitsSection } from "./units-section.tsx";

/** What the URL says of them. */
interface OutputSettings {
  readonly kinds?: string[] | undefined;
  readonly epoch?: number | undefined;
  readonly unitlog?: boolean | undefined;
}

interface ModelOutputsProps {
  readonly runs: readonly RunRecord[];
  readonly looks: ReadonlyMap<string, Look>;
  /** Whether the runs trained models, which have codes and units. */
  readonly isTrained: boolean;
  readonly settings: OutputSettings;
  readonly onChange: (part: OutputSettings) => void;
}

/** The images, codes and KL per unit that runs logged. */
export const ModelOutputs = ({ runs, looks, isTrained, settings, onChange }: ModelOutputsProps) => {
  const { kinds, epoch, unitlog = false } = settings;
  const shown = { runs, looks };
  const chosen = { epoch, onEpoch: (next: number | undefined) => onChange({ epoch: next }) };
  return (
    <>
      <ImagesSection
        {...shown}
        {...chosen}
        kinds={kinds}
        onKinds={(next) => onChange({ kinds: next })}
      />
      {isTrained && (
        <>
          <CodesSection {...shown} {...chosen} />
          <UnitsSection
            {...shown}
            logY={unitlog}
            onLogY={(on) => onChange({ unitlog: on || undefined })}
          />
        </>
      )}
    </>
  );
};
