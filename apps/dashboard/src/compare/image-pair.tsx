import { useState } from "react";
import { useShortcut } from "../components/use-shortcut.ts";
import type { RunImages } from "../data/queries.ts";
import type { RunRecord } from "../sources/run-source.ts";
import { imageAt } from "../study/images.ts";

const modes = [
  ["first", "First"],
  ["second", "Second"],
  ["difference", "Difference"],
] as const;
type Mode = (typeof modes)[number][0];

interface ImagePairProps {
  readonly runs: readonly RunRecord[];
  /** In the order of `runs`. */
  readonly images: readonly RunImages[];
  readonly kinds: readonly string[];
  readonly epoch: number;
}

interface RunPickProps {
  readonly name: string;
  readonly runs: readonly RunRecord[];
  readonly chosen: number;
  readonly onChange: (index: number) => void;
}

const RunPick = ({ name, runs, chosen, onChange }: RunPickProps) => (
  <label className="inline">
    {name}{" "}
    <select value={chosen} onChange={(event) => onChange(Number(event.target.value))}>
      {runs.map((run, index) => (
        <option key={run.id} value={index}>
          {run.name}
        </option>
      ))}
    </select>
  </label>
);

/**
 * Overlays the images of two runs: shows the first, the second, or the absolute difference of pixels
 * (black where equal). The key f switches between the first two.
 */
export const ImagePair = ({ runs, images, kinds, epoch }: ImagePairProps) => {
  const [first, setFirst] = useState(0);
  const [second, setSecond] = useState(1);
  const [mode, setMode] = useState<Mode>("first");
  useShortcut("f", () => setMode(mode === "first" ? "second" : "first"));
  const pair = [first, second].map((index) => ({
    run: runs[index],
    images: images[index]?.data ?? [],
  }));
  return (
    <div className="image-pair">
      <div className="controls">
        <div className="row">
          <RunPick name="first" runs={runs} chosen={first} onChange={setFirst} />
          <RunPick name="second" runs={runs} chosen={second} onChange={setSecond} />
          <fieldset className="chips">
            <legend className="unseen">What is shown</legend>
            {modes.map(([key, label]) => (
              <button
                key={key}
                type="button"
                aria-pressed={mode === key}
                title={key === "difference" ? "Absolute difference of the pixels" : "Key: f"}
                onClick={() => setMode(key)}
              >
                {label}
              </button>
            ))}
          </fieldset>
        </div>
      </div>
      <div className="pairs">
        {kinds.map((kind) => (
          <figure key={kind}>
            <figcaption>{kind}</figcaption>
            <div className={`stack ${mode}`}>
              {pair.map(({ run, images: own }, index) => {
                const image = imageAt(own, kind, epoch);
                return image === undefined || run === undefined ? (
                  <p key={index === 0 ? "first" : "second"} className="faint">
                    — the {index === 0 ? "first" : "second"} run has none
                  </p>
                ) : (
                  <img
                    key={index === 0 ? "first" : "second"}
                    src={image.url}
                    alt={`${kind} of ${run.name} at epoch ${image.epoch}`}
                  />
                );
              })}
            </div>
          </figure>
        ))}
      </div>
    </div>
  );
};
