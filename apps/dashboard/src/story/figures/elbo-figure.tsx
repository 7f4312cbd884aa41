import { useMemo, useState } from "react";
import type { StoryModel } from "../models/load-models.ts";
import { CostBars } from "./cost-bars.tsx";
import { costsOf } from "./costs.ts";
import { Digit } from "./digit.tsx";
import { codeOf, digitName, firstPicture, type Place, spreadOf } from "./image-codes.ts";
import { Slider } from "./slider.tsx";
import { StoryMap } from "./story-map.tsx";

/** Both costs of a cloud that the reader moves, beside those of the encoder's cloud. */
export const ElboFigure = ({ shown }: { readonly shown: StoryModel }) => {
  const { run } = shown;
  const [picture, setPicture] = useState(firstPicture);
  const own = useMemo(
    () => ({ mean: codeOf(run, picture), sds: spreadOf(run, picture) }),
    [run, picture],
  );
  const [mean, setMean] = useState<Place>([0, 0]);
  const [logSpread, setLogSpread] = useState(0);
  const spread = Math.exp(logSpread);
  const cloud = useMemo(() => ({ mean, sds: [spread, spread] as const }), [mean, spread]);
  const costs = useMemo(() => costsOf(shown, picture, cloud), [shown, picture, cloud]);
  const ownCosts = useMemo(() => costsOf(shown, picture, own), [shown, picture, own]);
  return (
    <div className="story-figure">
      <StoryMap
        {...{ shown, place: mean, cloud, picked: picture }}
        title="Map of the VAE with your cloud"
        onPlace={setMean}
      >
        Filled: your cloud, drag it. Thin outline: the encoder’s cloud for this picture.
      </StoryMap>
      <div className="story-side">
        <div className="story-digits">
          <Digit run={run} values={shown.original(picture)}>
            {`the picture, ${digitName(run, picture)}`}
          </Digit>
          <Digit
            run={run}
            values={shown.decode(Float32Array.from(mean))}
            label="Decoded middle of your cloud"
          >
            decoded from your middle
          </Digit>
        </div>
        <Slider
          name="spread of your cloud"
          text={spread.toFixed(2)}
          value={logSpread}
          min={-4}
          max={1}
          step={0.05}
          onChange={setLogSpread}
        />
        <CostBars
          rows={[
            { name: "your cloud", costs },
            { name: "the encoder’s cloud", costs: ownCosts },
          ]}
        />
        <div className="story-buttons">
          <button
            type="button"
            onClick={() => {
              setMean(own.mean);
              setLogSpread((Math.log(own.sds[0]) + Math.log(own.sds[1])) / 2);
            }}
          >
            Move to the encoder’s cloud
          </button>
          <button type="button" onClick={() => setPicture((picture + 1) % run.count)}>
            Another picture
          </button>
        </div>
      </div>
    </div>
  );
};
