import { useState } from "react";
import type { OpenedRun } from "../../explore/messages.ts";
import type { StoryModels } from "../models/load-models.ts";
import { Digit } from "./digit.tsx";
import type { Place } from "./image-codes.ts";
import { nats } from "./nats.ts";
import { StoryMap } from "./story-map.tsx";

const meanRate = ({ rates }: OpenedRun): number =>
  (rates?.reduce((sum, rate) => sum + rate, 0) ?? 0) / (rates?.length ?? 1);

/** β of a model's training, from the config in its checkpoint. */
const betaOf = ({ model }: StoryModels["vae"]): number =>
  JSON.parse(model.metadata.config ?? "{}").objective?.beta ?? 1;

/** A VAE beside a collapsed one; both decode the same place. */
export const CollapseFigure = ({ models }: { readonly models: StoryModels }) => {
  const [place, setPlace] = useState<Place>([1, 0.5]);
  const both = [models.vae, models.collapsed];
  return (
    <div className="story-figure story-pair">
      {both.map((shown) => {
        const beta = betaOf(shown);
        return (
          <div key={beta} className="story-collapse">
            <p>
              <b>β = {beta}</b>
            </p>
            <StoryMap
              {...{ shown, place }}
              title={`Map of the VAE of beta ${beta}`}
              onPlace={setPlace}
            >
              {`Code cost ${nats(meanRate(shown.run))} nats per picture, on average over ${shown.run.count} pictures.`}
            </StoryMap>
            <Digit
              run={shown.run}
              values={shown.decode(Float32Array.from(place))}
              label={`Decoded place of beta ${beta}`}
            >
              decoded from the cross
            </Digit>
          </div>
        );
      })}
    </div>
  );
};
