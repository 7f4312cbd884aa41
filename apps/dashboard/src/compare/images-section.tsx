import { imageKinds } from "@vae-lab/experiments/measures";
import type { Look } from "@vae-lab/viz";
import type { ReactNode } from "react";
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

const ImageRow = ({
  run,
  epoch,
  look,
}: {
  run: RunRecord;
  epoch: number;
  look: Look | undefined;
}) => {
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
      {imageKinds.map((kind) => (
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
}

export const ImagesSection = ({ runs, looks, epoch, slider }: ImagesSectionProps) => (
  <Section
    id="images"
    title="Images"
    reading="Reconstructions hold the original above its copy; samples are decoded draws from the prior; the manifold (2-D models) decodes a grid of the latent plane. Slide the epoch to watch them form, or blur into one mean image as the code collapses."
    controls={slider}
  >
    <div className="wide">
      <table className="images">
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">run</span>
            </th>
            {imageKinds.map((kind) => (
              <th key={kind} scope="col">
                {kind}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <ImageRow key={run.id} run={run} epoch={epoch} look={looks.get(run.id)} />
          ))}
        </tbody>
      </table>
    </div>
  </Section>
);
