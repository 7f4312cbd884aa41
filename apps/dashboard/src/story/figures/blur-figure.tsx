import { useMemo, useState } from "react";
import type { StoryModel } from "../models/load-models.ts";
import { Digit } from "./digit.tsx";
import { codeOf, type Place } from "./image-codes.ts";
import { nearestImages } from "./nearest-images.ts";
import { StoryMap } from "./story-map.tsx";

const neighbours = 12;

/** The decoded picture at a place beside real pictures with codes near it, and beside their average. */
export const BlurFigure = ({ shown }: { readonly shown: StoryModel }) => {
  const { run } = shown;
  const [place, setPlace] = useState<Place>(() => codeOf(run, 1));
  const [seed, setSeed] = useState(1);
  const { real, average } = useMemo(() => {
    const images = nearestImages(run, place, neighbours).map(shown.original);
    const size = images[0]?.length ?? 0;
    const real = new Float32Array(neighbours * size);
    const average = new Float32Array(size);
    for (const [n, image] of images.entries()) {
      real.set(image, n * size);
      for (const [i, value] of image.entries()) average[i] = (average[i] ?? 0) + value / neighbours;
    }
    return { real, average };
  }, [shown, run, place]);
  const z = Float32Array.from(place);
  return (
    <div className="story-figure">
      <StoryMap {...{ shown, place }} title="Map of the VAE for blur" onPlace={setPlace}>
        Drag the cross to any place of the map.
      </StoryMap>
      <div className="story-side">
        <div className="story-digits">
          <Digit run={run} values={shown.decode(z)} label="Decoded chances">
            the decoder’s chances
          </Digit>
          <Digit run={run} values={average} label="Average of the nearest pictures">
            {`average of the ${neighbours} nearest pictures`}
          </Digit>
          <Digit
            run={run}
            values={shown.model.decode(z, { output: "draw", seed }).values}
            label="A draw of the pixels"
          >
            a draw of the pixels
          </Digit>
        </div>
        <Digit run={run} values={real} columns={6} label="The nearest pictures">
          {`the ${neighbours} pictures whose codes are nearest`}
        </Digit>
        <button type="button" onClick={() => setSeed(seed + 1)}>
          Draw the pixels again
        </button>
      </div>
    </div>
  );
};
