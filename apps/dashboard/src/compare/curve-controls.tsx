import { numberText } from "@vae-lab/viz";
import { Chips } from "../components/chips.tsx";
import { MetricPicker } from "../components/metric-picker.tsx";
import { type CurveAxis, curveAxes } from "../study/curve-axes.ts";
import type { Split } from "../study/split-names.ts";
import type { CurveSettings } from "./curve-settings.ts";
import { ZoomForm } from "./zoom-form.tsx";

/** Up to this many metrics have a button each; more are in a menu with search. */
const fewMetrics = 14;

const splitTexts: Readonly<Record<Split, string>> = {
  direction: "direction",
  estimator: "estimator",
  both: "direction × estimator",
};

interface CurveControlsProps {
  readonly options: readonly { readonly key: string; readonly label: string }[];
  readonly shown: readonly string[];
  readonly settings: CurveSettings;
  readonly isSmoothable: boolean;
  /** Whether some runs differ only in their seed. */
  readonly hasSeeds: boolean;
  /** Whether the runs have regularisers and estimators. */
  readonly canSplit: boolean;
  /** End of the horizontal axis. */
  readonly xMax: number;
  readonly onChange: (settings: Partial<CurveSettings>) => void;
}

export const CurveControls = (props: CurveControlsProps) => {
  const { options, shown, settings, isSmoothable, hasSeeds, canSplit, xMax, onChange } = props;
  const { domain } = settings;
  const choose = (metrics: string[]) => onChange({ metrics });
  return (
    <>
      {options.length > fewMetrics ? (
        <MetricPicker options={options} chosen={shown} onChange={choose} />
      ) : (
        <Chips label="Metrics" options={options} chosen={shown} onChange={choose} />
      )}
      <div className="row">
        <label
          className="inline"
          title="Weight of the past in a moving average; only for metrics of minibatches"
        >
          smoothing{" "}
          <input
            type="range"
            aria-label="smoothing"
            min={0}
            max={0.99}
            step={0.01}
            disabled={!isSmoothable}
            value={settings.smoothing}
            onChange={(event) => onChange({ smoothing: event.target.valueAsNumber })}
          />{" "}
          <output>{settings.smoothing.toFixed(2)}</output>
        </label>
        <label className="check">
          <input
            type="checkbox"
            checked={settings.logY}
            onChange={(event) => onChange({ logY: event.target.checked })}
          />
          log y
        </label>
        <label className="inline">
          x{" "}
          <select
            value={settings.axis}
            onChange={(event) => onChange({ axis: event.target.value as CurveAxis })}
          >
            {curveAxes.map((axis) => (
              <option key={axis} value={axis}>
                {axis}
              </option>
            ))}
          </select>
        </label>
        {hasSeeds && (
          <>
            <label
              className="check"
              title="Mean of the runs that differ only in their seed, with its 95 % interval"
            >
              <input
                type="checkbox"
                checked={settings.groups}
                onChange={(event) => onChange({ groups: event.target.checked })}
              />
              mean of seeds
            </label>
            {settings.groups && (
              <label className="check">
                <input
                  type="checkbox"
                  checked={settings.members}
                  onChange={(event) => onChange({ members: event.target.checked })}
                />
                runs
              </label>
            )}
          </>
        )}
        {canSplit && (
          <label className="inline">
            panels{" "}
            <select
              value={settings.split ?? ""}
              onChange={(event) =>
                onChange({
                  split: event.target.value === "" ? undefined : (event.target.value as Split),
                })
              }
            >
              <option value="">one</option>
              {Object.entries(splitTexts).map(([key, text]) => (
                <option key={key} value={key}>
                  {text}
                </option>
              ))}
            </select>
          </label>
        )}
        <ZoomForm
          axis={settings.axis}
          domain={domain}
          xMax={xMax}
          onDomain={(next) => onChange({ domain: next })}
        />
        {domain !== undefined && (
          <button type="button" onClick={() => onChange({ domain: undefined })}>
            Show all of {settings.axis} (now {numberText(domain[0])} to {numberText(domain[1])})
          </button>
        )}
      </div>
    </>
  );
};
