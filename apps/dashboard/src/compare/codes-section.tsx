import { type Look, latentScatter } from "@vae-lab/viz";
import { type ReactNode, useCallback, useMemo } from "react";
import { Figure, type Ground } from "../components/figure.tsx";
import { Section } from "../components/section.tsx";
import { useCodes, useImages } from "../data/queries.ts";
import type { Codes, RunRecord } from "../sources/run-source.ts";
import { imageAt, LoggedImage } from "./images-section.tsx";
import { RunMark } from "./run-key.tsx";

/** `PC1 (24 %)`: an axis and the share of the codes' variance along it. */
const axisName = (codes: Codes, axis: 0 | 1): string => {
  const share = codes.explained?.[axis];
  const name = codes.axes[axis] ?? "";
  return share === undefined ? name : `${name} (${Math.round(share * 100)} % of variance)`;
};

export const CodesCard = ({
  run,
  epoch,
  look,
}: {
  run: RunRecord;
  epoch: number;
  look?: Look | undefined;
}) => {
  const { data, shown, error, isPending } = useCodes(run, epoch);
  const images = useImages(run);
  const manifold = imageAt(images.data ?? [], "manifold", epoch);
  const points = useMemo(
    () =>
      data?.x.map((x, index) => ({
        x,
        y: data.y[index] ?? Number.NaN,
        label: data.label[index] ?? 0,
      })),
    [data],
  );
  const draw = useCallback(
    (ground: Ground) => {
      const side = Math.min(ground.width, 440);
      return latentScatter(points ?? [], {
        ...ground,
        width: side,
        height: side + 20,
        prior: run.params["model.kind"] === "vae",
        xLabel: data === undefined ? "" : axisName(data, 0),
        yLabel: data === undefined ? "" : axisName(data, 1),
      });
    },
    [points, data, run.params],
  );
  return (
    <article className={`codes${manifold === undefined ? "" : " with-manifold"}`}>
      <h3>
        <RunMark look={look} />
        <span className="run-name">{run.name}</span>
        {shown !== undefined && shown !== epoch && <span className="faint"> · epoch {shown}</span>}
      </h3>
      {error !== null && <p className="reason">{error.message}</p>}
      {points === undefined ? (
        <p className="faint absent">{isPending ? "loading…" : "— no codes logged"}</p>
      ) : (
        <div className="pair">
          <Figure draw={draw} name={`codes of ${run.name}`} />
          {manifold !== undefined && <LoggedImage image={manifold} run={run} epoch={epoch} />}
        </div>
      )}
    </article>
  );
};

interface CodesSectionProps {
  readonly runs: readonly RunRecord[];
  readonly looks: ReadonlyMap<string, Look>;
  readonly epoch: number;
  readonly slider: ReactNode;
}

export const CodesSection = ({ runs, looks, epoch, slider }: CodesSectionProps) => (
  <Section
    id="codes"
    title="Codes"
    reading="Where the encoder puts the test images, coloured by class: the two axes of a 2-D model, the first two principal components of others. The dashed circles are one and two standard deviations of the prior: codes that fill them with classes apart are informative, one heap in the middle is collapse."
    controls={slider}
  >
    <div className="grid three">
      {runs.map((run) => (
        <CodesCard key={run.id} run={run} epoch={epoch} look={looks.get(run.id)} />
      ))}
    </div>
  </Section>
);
