import { getRouteApi, Link } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import { Loading } from "../components/message.tsx";
import type { ExploreSearch } from "../page-search.ts";
import type { RunRecord } from "../sources/run-source.ts";
import { CodeMap } from "./code-map.tsx";
import { DecodedPanel } from "./decoded-panel.tsx";
import { DrawPanel } from "./draw-panel.tsx";
import { DrawsPanel } from "./draws-panel.tsx";
import { InterpolationPanel } from "./interpolation-panel.tsx";
import { ManifoldPanel } from "./manifold-panel.tsx";
import type { OpenedRun } from "./messages.ts";
import { codeOf, labelOf, type Opened } from "./opened.ts";
import { type Colouring, colourings, colouringsOf } from "./point-colours.ts";
import {
  largestUnits,
  lineOfUnit,
  type Projection,
  planeOfUnits,
  principalPlane,
} from "./projection.ts";
import { SamplePanel } from "./sample-panel.tsx";
import { SelectionPanel } from "./selection-panel.tsx";
import { TraversalPanel } from "./traversal-panel.tsx";
import { useCheckpoint } from "./use-checkpoint.ts";
import { type ExplorerState, useExplorer } from "./use-explorer.ts";
import { useInterpolation } from "./use-interpolation.ts";
import { usePlaceInUrl } from "./use-place-in-url.ts";

const route = getRouteApi("/study/$study/run/$run/explore");

const counts = [1_000, 2_000, 5_000, 10_000, 60_000] as const;

/** The plane of a run that a URL names: two units as `3,5`, or `pca`; by default the two of largest rate. */
const projectionOf = (run: OpenedRun, plane: string | undefined): Projection => {
  const { latentSize: K, means, unitRates } = run;
  if (plane === "pca" && K > 1) return principalPlane(means, K);
  const given = plane?.split(",").map((unit) => Number(unit) - 1) ?? [];
  const isGiven =
    K > 1 && given.length === 2 && given.every((u) => Number.isInteger(u) && u >= 0 && u < K);
  if (isGiven) return planeOfUnits(K, [given[0] ?? 0, given[1] ?? 1]);
  return K === 1 ? lineOfUnit() : planeOfUnits(K, largestUnits(unitRates));
};

interface OpenedOptions {
  readonly plane: string | undefined;
  /** The chosen class of conditional models. */
  readonly label: string | undefined;
  readonly picked: number | undefined;
}

const useOpened = (
  title: string | undefined,
  state: ExplorerState | undefined,
  { plane, label, picked }: OpenedOptions,
): Opened | undefined => {
  const run = state?.kind === "open" ? state.run : undefined;
  const projection = useMemo(() => run && projectionOf(run, plane), [run, plane]);
  return useMemo(
    () =>
      title !== undefined && state?.kind === "open" && projection !== undefined
        ? {
            ...{ title, projection, run: state.run, explorer: state.explorer },
            label: labelOf(state.run, label, picked),
          }
        : undefined,
    [title, state, projection, label, picked],
  );
};

interface RunExplorerProps {
  readonly study: string;
  readonly run: RunRecord;
  readonly other: RunRecord | undefined;
  /** Runs that can stand beside this one. */
  readonly candidates: readonly RunRecord[];
}

const Trouble = ({
  of,
  state,
  url,
}: {
  of: string;
  state: ExplorerState | undefined;
  url: string | null | undefined;
}) => {
  if (url === null)
    return (
      <p role="alert" className="reason">
        {of} has no checkpoint among its artifacts, so its model cannot run here. Runs of earlier
        versions did not store it: train it again with the command on its page.
      </p>
    );
  if (state?.kind === "failed")
    return (
      <p role="alert" className="reason">
        {of}: {state.message}
      </p>
    );
  return null;
};

/** The latent space of a run, or of two at the same code and the same sample. */
export const RunExplorer = ({ study, run, other, candidates }: RunExplorerProps) => {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (part: Partial<ExploreSearch>) =>
      void navigate({ search: (before) => ({ ...before, ...part }), replace: true }),
    [navigate],
  );
  const first = search.n ?? 2_000;
  const checkpoint = useCheckpoint(run);
  const otherCheckpoint = useCheckpoint(other ?? run);
  const state = useExplorer(checkpoint.url ?? undefined, first);
  const otherState = useExplorer(other && (otherCheckpoint.url ?? undefined), first);
  const allPicks = (search.pick ?? []).map((one) => Number(one) - 1);
  const options = { plane: search.plane, label: search.label, picked: allPicks[0] };
  const opened = useOpened(run.name, state, options);
  const otherName =
    other?.name === run.name ? `${other.name} (${other.id.slice(0, 8)})` : other?.name;
  const otherOpened = useOpened(otherName, otherState, options);
  const [hovered, setHovered] = useState<number>();
  const [selected, setSelected] = useState<ReadonlySet<number>>();
  const [dragged, setDragged] = useState<readonly [number, number]>();

  const written = search.z?.map(Number);
  const fromUrl = written?.length === 2 && written.every(Number.isFinite) ? written : [0, 0];
  const place = dragged ?? ([fromUrl[0] ?? 0, fromUrl[1] ?? 0] as const);
  const count = opened?.run.count ?? 0;
  const picks = allPicks.filter((index) => index >= 0 && index < count);
  const picked = picks[0];
  const baseOf = ({ run: of }: Opened): Float32Array =>
    picked === undefined || picked >= of.count
      ? new Float32Array(of.latentSize)
      : codeOf(of, picked);

  const { onPlace, placePart } = usePlaceInUrl(setDragged, change);
  const onPick = (index: number | undefined) =>
    change({
      ...placePart(),
      pick:
        index === undefined
          ? undefined
          : [index, ...picks.filter((one) => one !== index)]
              .slice(0, 2)
              .map((one) => String(one + 1)),
    });

  const all = [opened, otherOpened].filter((one) => one !== undefined);
  const paths = [useInterpolation(opened, picks), useInterpolation(otherOpened, picks)];
  const pathsOf = (one: Opened) => (one === opened ? paths[0] : paths[1]);
  const classes = [...new Set(all.flatMap(({ run: of }) => of.condition?.classes ?? []))];
  const allowed = opened === undefined ? [] : colouringsOf(opened.run);
  const colouring: Colouring =
    allowed.find((one) => one === search.colour) ?? allowed[0] ?? "density";
  const K = opened?.run.latentSize ?? 2;
  return (
    <div className="explore-page">
      <header>
        <p>
          <Link to="/study/$study/run/$run" params={{ study, run: run.id.slice(0, 8) }}>
            ← {run.name}
          </Link>
        </p>
        <h1>Explore the latent space</h1>
        <div className="explore-controls">
          {opened !== undefined && (
            <>
              <label>
                plane
                <select
                  value={search.plane ?? ""}
                  onChange={({ target }) => change({ plane: target.value || undefined })}
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
                <select
                  value={colouring}
                  onChange={({ target }) => change({ colour: target.value })}
                >
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
                onChange={({ target }) => change({ label: target.value || undefined })}
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
            <select value={first} onChange={({ target }) => change({ n: Number(target.value) })}>
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
              onChange={({ target }) => change({ vs: target.value || undefined })}
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
        <Trouble of={run.name} state={state} url={checkpoint.url} />
        {other !== undefined && (
          <Trouble of={other.name} state={otherState} url={otherCheckpoint.url} />
        )}
      </header>
      {(state?.kind === "loading" || otherState?.kind === "loading") && (
        <Loading what="the model and the test samples" />
      )}
      {opened !== undefined && (
        <>
          <div className="maps">
            {all.map((one) => (
              <div key={one.title}>
                <h2>{one.title}</h2>
                <CodeMap
                  {...{ title: one.title, run: one.run, projection: one.projection, colouring }}
                  {...{ place, onPlace, picked, onPick, selected, paths: pathsOf(one) }}
                  onHover={setHovered}
                  onSelect={setSelected}
                />
              </div>
            ))}
            <div className="beside">
              <DecodedPanel {...{ all, place, baseOf }} isBasePicked={picked !== undefined} />
              <SamplePanel all={all} index={hovered ?? picked} />
              <DrawPanel {...{ opened, onPlace }} />
            </div>
          </div>
          {selected !== undefined && (
            <SelectionPanel {...{ opened, selected }} onClear={() => setSelected(undefined)} />
          )}
          <InterpolationPanel all={all.map((one) => [one, pathsOf(one)])} picks={picks} />
          <div className="panels">
            {all.map((one) => (
              <TraversalPanel key={one.title} opened={one} base={baseOf(one)} />
            ))}
            {all.map((one) => (
              <ManifoldPanel key={one.title} opened={one} base={baseOf(one)} />
            ))}
            {all.map((one) => (
              <DrawsPanel key={one.title} opened={one} isLabelled={search.label !== undefined} />
            ))}
          </div>
        </>
      )}
    </div>
  );
};
