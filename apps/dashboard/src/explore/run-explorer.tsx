import { getRouteApi, Link } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { Loading } from "../components/message.tsx";
import type { ExploreSearch } from "../page-search.ts";
import type { RunRecord } from "../sources/run-source.ts";
import { CodeMap } from "./code-map.tsx";
import { DecodedPanel } from "./decoded-panel.tsx";
import { DrawPanel } from "./draw-panel.tsx";
import { DrawsPanel } from "./draws-panel.tsx";
import { ExplorerControls } from "./explorer-controls.tsx";
import { InterpolationPanel } from "./interpolation-panel.tsx";
import { ManifoldPanel } from "./manifold-panel.tsx";
import { codeOf, type Opened } from "./opened.ts";
import { type Colouring, colouringsOf } from "./point-colours.ts";
import { SamplePanel } from "./sample-panel.tsx";
import { SelectionPanel } from "./selection-panel.tsx";
import { TraversalPanel } from "./traversal-panel.tsx";
import { useCheckpoint } from "./use-checkpoint.ts";
import { type ExplorerState, useExplorer } from "./use-explorer.ts";
import { useInterpolation } from "./use-interpolation.ts";
import { useOpened } from "./use-opened.ts";
import { usePlaceInUrl } from "./use-place-in-url.ts";

const route = getRouteApi("/study/$study/run/$run/explore");

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
  return (
    <div className="explore-page">
      <header>
        <p>
          <Link to="/study/$study/run/$run" params={{ study, run: run.id.slice(0, 8) }}>
            ← {run.name}
          </Link>
        </p>
        <h1>Explore the latent space</h1>
        <ExplorerControls
          opened={opened}
          search={search}
          colouring={colouring}
          colourings={allowed}
          classes={classes}
          count={first}
          other={other}
          candidates={candidates}
          onChange={change}
        />
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
