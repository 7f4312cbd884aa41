import { type Look, latentScatter } from "@vae-lab/viz";
import { useCallback, useMemo } from "react";
import { Figure, type Ground } from "../components/figure.tsx";
import { Section } from "../components/section.tsx";
import { StepSlider } from "../components/step-slider.tsx";
import { useCodeEpochs, useCodes, useImages } from "../data/queries.ts";
import type { Codes, RunRecord } from "../sources/run-source.ts";
import { imageAt } from "../study/images.ts";
import { LoggedImage } from "./images-section.tsx";
import { RunMark } from "./run-key.tsx";

/** Label of an axis, such as `PC1 (24 % of variance)`. */
const axisName = (codes: Codes, axis: 0 | 1): string => {
  const share = codes.explained?.[axis];
  const name = codes.axes[axis] ?? "";
  return share === undefined ? name : `${name} (${Math.round(share * 100)} % of variance)`;
};

interface CodesCardProps {
  readonly run: RunRecord;
  readonly epoch: number;
  readonly look: Look | undefined;
}

const CodesCard = ({ run, epoch, look }: CodesCardProps) => {
  const { data, shown, error, isPending } = useCodes(run, epoch);
  const [images] = useImages(useMemo(() => [run], [run]));
  const manifold = imageAt(images?.data ?? [], "manifold", epoch);
  const points = useMemo(
    () =>
      data?.x.map((x, index) => ({
        x,
        y: data.y[index] ?? Number.NaN,
        label: data.label?.[index],
      })),
    [data],
  );
  const draw = useCallback(
    (ground: Ground) => {
      const side = Math.min(ground.width, 440);
      return latentScatter(points ?? [], {
        ...ground,
        width: side,
        classes: data?.classes,
        height: side + 20,
        prior: run.params.get("model.kind") === "vae",
        xLabel: data === undefined ? "" : axisName(data, 0),
        yLabel: data === undefined ? "" : axisName(data, 1),
      });
    },
    [points, data, run.params],
  );
  const table = useCallback(
    () => ({
      columns: [data?.axes[0] ?? "x", data?.axes[1] ?? "y", "class"],
      rows: (points ?? []).map(({ x, y, label }) => [
        x,
        y,
        label === undefined ? "" : (data?.classes?.[label] ?? label),
      ]),
    }),
    [points, data],
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
          <Figure draw={draw} table={table} height={420} name={`codes of ${run.name}`} />
          {manifold !== undefined && (
            <figure className="manifold">
              <LoggedImage image={manifold} run={run} epoch={epoch} />
              <figcaption className="faint">
                Decoded grid of codes: z1 (right) and z2 (up) from −1.96 to 1.96, in equal steps of
                probability under the prior.
              </figcaption>
            </figure>
          )}
        </div>
      )}
    </article>
  );
};

interface CodesSectionProps {
  readonly runs: readonly RunRecord[];
  readonly looks: ReadonlyMap<string, Look>;
  /** Epoch from the URL. Default: the last. */
  readonly epoch: number | undefined;
  readonly onEpoch: (epoch: number | undefined) => void;
}

export const CodesSection = ({ runs, looks, epoch, onEpoch }: CodesSectionProps) => {
  const places = useCodeEpochs(runs);
  const last = places.at(-1) ?? 1;
  const at = Math.min(epoch ?? last, last);
  return (
    <Section
      id="codes"
      title="Codes"
      height={560}
      reading="Codes of the test images, coloured by class: the axes of a 2-D model, or the first two principal components. Dashed circles are one and two standard deviations of the prior. Separated classes mean informative codes; coinciding classes mean collapse."
      controls={
        <StepSlider
          name="epoch"
          places={places}
          at={at}
          onPlace={(place) => onEpoch(place === last ? undefined : place)}
        />
      }
    >
      <div className="grid three">
        {runs.map((run) => (
          <CodesCard key={run.id} run={run} epoch={at} look={looks.get(run.id)} />
        ))}
      </div>
    </Section>
  );
};
