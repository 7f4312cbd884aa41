import type { Look } from "@vae-lab/viz";
import { useState } from "react";
import { Chips } from "../components/chips.tsx";
import { Section } from "../components/section.tsx";
import { StepSlider } from "../components/step-slider.tsx";
import { type RunImages, useImages } from "../data/queries.ts";
import type { ImageRecord, RunRecord } from "../sources/run-source.ts";
import { defaultKinds, imageAt, kindsOf, placesOf } from "../study/images.ts";
import { ImagePair } from "./image-pair.tsx";
import { RunMark } from "./run-key.tsx";

interface LoggedImageProps {
  readonly image: ImageRecord | undefined;
  readonly run: RunRecord;
  readonly epoch: number;
}

export const LoggedImage = ({ image, run, epoch }: LoggedImageProps) =>
  image === undefined ? (
    <span className="absent faint">—</span>
  ) : (
    <figure className="logged">
      <a href={image.url} target="_blank" rel="noreferrer">
        <img src={image.url} alt={`${image.kind} of ${run.name} at epoch ${image.epoch}`} />
      </a>
      {image.epoch !== epoch && <figcaption className="faint">at {image.epoch}</figcaption>}
    </figure>
  );

interface ImageRowProps {
  readonly run: RunRecord;
  readonly images: RunImages;
  readonly epoch: number;
  readonly look: Look | undefined;
  readonly kinds: readonly string[];
}

const ImageRow = ({ run, images, epoch, look, kinds }: ImageRowProps) => (
  <tr>
    <th scope="row">
      <RunMark look={look} />
      <span className="run-name">{run.name}</span>
      {images.error !== null && (
        <span className="reason">images could not be read: {images.error.message}</span>
      )}
      {images.isPending && <span className="faint">loading…</span>}
    </th>
    {kinds.map((kind) => (
      <td key={kind}>
        <LoggedImage image={imageAt(images.data, kind, epoch)} run={run} epoch={epoch} />
      </td>
    ))}
  </tr>
);

interface ImagesSectionProps {
  readonly runs: readonly RunRecord[];
  readonly looks: ReadonlyMap<string, Look>;
  /** Kinds from the URL. */
  readonly kinds: readonly string[] | undefined;
  /** Epoch or step from the URL. Default: the last. */
  readonly epoch: number | undefined;
  readonly onKinds: (kinds: string[]) => void;
  readonly onEpoch: (epoch: number | undefined) => void;
}

/** Logged images by run and kind, with a slider over epochs or steps. */
export const ImagesSection = (props: ImagesSectionProps) => {
  const { runs, looks, epoch, onKinds, onEpoch } = props;
  const images = useImages(runs);
  const [isPair, setIsPair] = useState(false);
  const all = images.flatMap(({ data }) => data);
  const present = kindsOf(all);
  const kinds =
    props.kinds?.filter((kind) => present.includes(kind)) ?? defaultKinds(present, runs);
  const places = placesOf(all);
  const last = places.at(-1) ?? 1;
  const at = Math.min(epoch ?? last, last);
  const trials = runs.some((run) => run.params.has("model.kind"));
  const isPending = images.some((one) => one.isPending);
  // Runs of vectors log their codes alone, which another section draws
  const isEmpty = kinds.length === 0 && defaultKinds(present, runs).length === 0;
  if (!isPending && isEmpty && images.every(({ error }) => error === null)) return null;
  return (
    <Section
      id="images"
      title="Images"
      height={480}
      reading={
        trials
          ? "Reconstructions are below their originals; samples are decoded from the prior. Change the epoch to see how they develop, or blur into one mean image during collapse."
          : "Images logged by step."
      }
      controls={
        <>
          <Chips
            label="Kinds of images"
            options={present.map((kind) => ({ key: kind, label: kind }))}
            chosen={kinds}
            onChange={onKinds}
          />
          <div className="row">
            <StepSlider
              name={trials ? "epoch" : "step"}
              places={places}
              at={at}
              onPlace={(place) => onEpoch(place === last ? undefined : place)}
            />
            {runs.length > 1 && (
              <label className="check">
                <input
                  type="checkbox"
                  checked={isPair}
                  onChange={(event) => setIsPair(event.target.checked)}
                />
                overlay two runs
              </label>
            )}
          </div>
        </>
      }
    >
      {isPair ? (
        <ImagePair runs={runs} images={images} kinds={kinds} epoch={at} />
      ) : (
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
              {runs.map((run, index) => (
                <ImageRow
                  key={run.id}
                  run={run}
                  images={images[index] ?? { data: [], error: null, isPending: true }}
                  epoch={at}
                  look={looks.get(run.id)}
                  kinds={kinds}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
};
