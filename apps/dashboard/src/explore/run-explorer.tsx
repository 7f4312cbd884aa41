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
import { codeOf, type Opened } from "./opened.ts";
import { type Colouring, colourings, colouringsOf } from "./point-colours.ts";
import { largestUnits, type Projection, planeOfUnits, principalPlane } from "./projection.ts";
import { SamplePanel } from "./sample-panel.tsx";
import { SelectionPanel } from "./selection-panel.tsx";
import { TraversalPanel } from "./traversal-panel.tsx";
import { useCheckpoint } from "./use-checkpoint.ts";
import { type ExplorerState, useExplorer } from "./use-explorer.ts";

const route = getRouteApi("/study/$study/run/$run/explore");

const counts = [1_000, 2_000, 5_000, 10_000, 60_000] as const;

/** The plane of a run that a URL names: two units as `3,5`, or `pca`; by default the two of largest rate. */
const projectionOf = (run: OpenedRun, plane: string | undefined): Projection => {
  const { latentSize: K, means, unitRates } = run;
  if (plane === "pca" && K > 1) return principalPlane(means, K);
  const given = plane?.split(",").map((unit) => Number(unit) - 1) ?? [];
  const isGiven = given.length === 2 && given.every((u) => Number.isInteger(u) && u >= 0 && u < K);
  if (isGiven) return planeOfUnits(K, [given[0] ?? 0, given[1] ?? 1]);
  return planeOfUnits(K, K === 1 ? [0, 0] : largestUnits(unitRates));
};

const useOpened = (
  title: string | undefined,
  state: ExplorerState | undefined,
  plane: string | undefined,
): Opened | undefined =>
  useMemo(
    () =>
      title !== undefined && state?.kind === "open"
        ? {
            title,
            run: state.run,
            explorer: state.explorer,
            projection: projectionOf(state.run, plane),
          }
        : undefined,
    [title, state, plane],
  );

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
  const opened = useOpened(run.name, state, search.plane);
  const otherName =
    other?.name === run.name ? `${other.name} (${other.id.slice(0, 8)})` : other?.name;
  const otherOpened = useOpened(otherName, otherState, search.plane);
  const [hovered, setHovered] = useState<number>();
  const [selected, setSelected] = useState<ReadonlySet<number>>();
  const [dragged, setDragged] = useState<readonly [number, number]>();

  const written = search.z?.map(Number);
  const fromUrl = written?.length === 2 && written.every(Number.isFinite) ? written : [0, 0];
  const place = dragged ?? ([fromUrl[0] ?? 0, fromUrl[1] ?? 0] as const);
  const count = opened?.run.count ?? 0;
  const picks = (search.pick ?? [])
    .map((one) => Number(one) - 1)
    .filter((index) => index >= 0 && index < count);
  const picked = picks[0];
  const baseOf = ({ run: of }: Opened): Float32Array =>
    picked === undefined || picked >= of.count
      ? new Float32Array(of.latentSize)
      : codeOf(of, picked);

  const onPlace = useCallback(
    (next: readonly [number, number]) => {
      setDragged(next);
      change({ z: next.map((value) => value.toFixed(3)) });
    },
    [change],
  );
  const onPick = (index: number | undefined) =>
    change({
      pick:
        index === undefined
          ? undefined
          : [index, ...picks.filter((one) => one !== index)]
              .slice(0, 2)
              .map((one) => String(one + 1)),
    });

  const all = [opened, otherOpened].filter((one) => one !== undefined);
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
                  <option value="">{K > 2 ? "two units of largest rate" : "both units"}</option>
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
                  {...{ place, onPlace, picked, onPick, selected }}
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
          <InterpolationPanel {...{ all, picks }} />
          <div className="panels">
            {all.map((one) => (
              <TraversalPanel key={one.title} opened={one} base={baseOf(one)} />
            ))}
            {all.map((one) => (
              <ManifoldPanel key={one.title} opened={one} base={baseOf(one)} />
            ))}
            {all.map((one) => (
              <DrawsPanel key={one.title} opened={one} />
            ))}
          </div>
        </>
      )}
    </div>
  );
};
