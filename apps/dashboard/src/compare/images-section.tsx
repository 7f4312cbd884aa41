import { imageKinds } from "@vae-lab/experiments/metrics";
import type { Look } from "@vae-lab/viz";
import type { ReactNode } from "react";
import { Chips } from "../components/chips.tsx";
import { Section } from "../components/section.tsx";
import { useImages } from "../data/queries.ts";
import type { ImageRecord, RunRecord } from "../sources/run-source.ts";
import { RunMark } from "./run-key.tsx";

/** The image of the last epoch that is not after `epoch`. */
export const imageAt = (
  images: readonly ImageRecord[],
  kind: string,
  epoch: number,
): ImageRecord | undefined =>
  images
    .filter((image) => image.kind === kind && image.epoch <= epoch)
    .reduce<ImageRecord | undefined>(
      (latest, image) => (latest === undefined || image.epoch >= latest.epoch ? image : latest),
      undefined,
    );

export const LoggedImage = ({
  image,
  run,
  epoch,
}: {
  image: ImageRecord | undefined;
  run: RunRecord;
  epoch: number;
}) =>
  image === undefined ? (
    <span className="absent faint">—</span>
  ) : (
    <figure className="logged">
      <a href={image.url} target="_blank" rel="noreferrer">
        <img src={image.url} alt={`${image.kind} of ${run.name} at epoch ${image.epoch}`} />
      </a>
      {image.epoch !== epoch && <figcaption className="faint">epoch {image.epoch}</figcaption>}
    </figure>
  );

interface ImageRowProps {
  readonly run: RunRecord;
  readonly epoch: number;
  readonly look: Look | undefined;
  readonly kinds: readonly string[];
}

const ImageRow = ({ run, epoch, look, kinds }: ImageRowProps) => {
  const { data, error, isPending } = useImages(run);
  return (
    <tr>
      <th scope="row">
        <RunMark look={look} />
        <span className="run-name">{run.name}</span>
        {error !== null && (
          <span className="reason">images could not be read: {error.message}</span>
        )}
        {isPending && <span className="faint">loading…</span>}
      </th>
      {kinds.map((kind) => (
        <td key={kind}>
          <LoggedImage image={imageAt(data ?? [], kind, epoch)} run={run} epoch={epoch} />
        </td>
      ))}
    </tr>
  );
};

interface ImagesSectionProps {
  readonly runs: readonly RunRecord[];
  readonly looks: ReadonlyMap<string, Look>;
  readonly epoch: number;
  readonly slider: ReactNode;
  readonly kinds: readonly string[];
  readonly onKinds: (kinds: string[]) => void;
}

const options = imageKinds.map((kind) => ({ key: kind, label: kind }));

/** The codes have a section of their own, where they are drawn and not a picture. */
export const usualKinds = (runs: readonly RunRecord[]): string[] =>
  imageKinds.filter(
    (kind) =>
      kind !== "codes" &&
      (kind !== "manifold" || runs.some((run) => run.params["model.latent"] === "2")),
  );

export const ImagesSection = (props: ImagesSectionProps) => {
  const { runs, looks, epoch, slider, kinds, onKinds } = props;
  return (
    <Section
      id="images"
      title="Images"
      reading="Reconstructions hold the original above its copy; samples are decoded draws from the prior; the manifold (2-D models) decodes a grid of the latent plane. Slide the epoch to watch them form, or blur into one mean image as the code collapses."
      controls={
        <>
          <Chips label="Kinds of images" options={options} chosen={kinds} onChange={onKinds} />
          {slider}
        </>
      }
    >
      <div className="wide">
        <table className="images">
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">run</span>
              </th>
              {kinds.map((kind) => (
                <th key={kind} scope="col">
                  {kind}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <ImageRow
                key={run.id}
                run={run}
                epoch={epoch}
                look={looks.get(run.id)}
                kinds={kinds}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
};
