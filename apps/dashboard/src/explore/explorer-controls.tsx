import type { ExploreSearch } from "../page-search.ts";
import type { RunRecord } from "../sources/run-source.ts";
import type { Opened } from "./opened.ts";
import { type Colouring, colourings } from "./point-colours.ts";

const counts = [1_000, 2_000, 5_000, 10_000, 60_000] as const;

interface ExplorerControlsProps {
  /** Undefined while the model is loaded. */
  readonly opened: Opened | undefined;
  readonly search: ExploreSearch;
  readonly colouring: Colouring;
  readonly colourings: readonly Colouring[];
  /** Names of the classes of conditional models. */
  readonly classes: readonly string[];
  /** How many test samples. */
  readonly count: number;
  /** The run beside it. */
  readonly other: RunRecord | undefined;
  readonly candidates: readonly RunRecord[];
  readonly onChange: (part: Partial<ExploreSearch>) => void;
}

/** The plane, colours, class, samples and second run of the explorer. */
export const ExplorerControls = (props: ExplorerControlsProps) => {
  const { opened, search, colouring, colourings: allowed, classes, count, other } = props;
  const { candidates, onChange } = props;
  const K = opened?.run.latentSize ?? 2;
  return (
    <div className="explore-controls">
      {opened !== undefined && (
        <>
          <label>
            plane
            <select
              value={search.plane ?? ""}
              onChange={({ target }) => onChange({ plane: target.value || undefined })}
            >
              <option value="">
                {K <= 2
                  ? "both units"
                  : opened.run.unitRates
                    ? "two units of largest rate"
                    : "the first two units"}
              </option>
              {K > 2 && <option value="pca">principal components</option>}
              {K > 2 &&
                Array.from({ length: Math.min(K, 16) }, (_, a) =>
                  Array.from({ length: Math.min(K, 16) }, (__, b) => [a, b] as const),
                )
                  .flat()
                  .filter(([a, b]) => a < b)
                  .map(([a, b]) => (
                    <option key={`${a},${b}`} value={`${a + 1},${b + 1}`}>
                      z{a + 1} and z{b + 1}
                    </option>
                  ))}
            </select>
          </label>
          <label>
            colour
            <select value={colouring} onChange={({ target }) => onChange({ colour: target.value })}>
              {allowed.map((one) => (
                <option key={one} value={one}>
                  {colourings[one]}
                </option>
              ))}
            </select>
          </label>
        </>
      )}
      {classes.length > 0 && (
        <label>
          decoded class
          <select
            value={search.label ?? ""}
            onChange={({ target }) => onChange({ label: target.value || undefined })}
          >
            <option value="">the picked sample’s</option>
            {classes.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        test samples
        <select value={count} onChange={({ target }) => onChange({ n: Number(target.value) })}>
          {counts.map((one) => (
            <option key={one} value={one}>
              {one.toLocaleString("en")}
            </option>
          ))}
        </select>
      </label>
      <label>
        beside
        <select
          value={other?.id.slice(0, 8) ?? ""}
          onChange={({ target }) => onChange({ vs: target.value || undefined })}
        >
          <option value="">no other run</option>
          {candidates.map(({ id, name }) => (
            <option key={id} value={id.slice(0, 8)}>
              {name} ({id.slice(0, 8)})
            </option>
          ))}
        </select>
      </label>
    </div>
  );
};
