import { useState } from "react";
import type { StoryModel } from "../models/load-models.ts";
import { Digit } from "./digit.tsx";
import { codeOf, digitName, firstPicture, type Place } from "./image-codes.ts";
import { StoryMap } from "./story-map.tsx";

interface CodeExplorerProps {
  readonly shown: StoryModel;
  readonly title: string;
  readonly caption: string;
}

/** The map of a model's codes beside a picture, its reconstruction, and the decoded place. */
export const CodeExplorer = ({ shown, title, caption }: CodeExplorerProps) => {
  const { run } = shown;
  const [picture, setPicture] = useState(firstPicture);
  const [place, setPlace] = useState<Place>(() => codeOf(run, firstPicture));
  const pick = (index: number | undefined) => {
    if (index === undefined) return;
    setPicture(index);
    setPlace(codeOf(run, index));
  };
  return (
    <div className="story-figure">
      <StoryMap
        {...{ shown, place, picked: picture }}
        title={`Map of ${title}`}
        onPlace={setPlace}
        onPick={pick}
      >
        {caption}
      </StoryMap>
      <div className="story-side">
        <div className="story-digits">
          <Digit run={run} values={shown.original(picture)}>
            {`a picture, ${digitName(run, picture)}`}
          </Digit>
          <Digit
            run={run}
            values={shown.decode(Float32Array.from(codeOf(run, picture)))}
            label="Its reconstruction"
          >
            its reconstruction
          </Digit>
          <Digit
            run={run}
            values={shown.decode(Float32Array.from(place))}
            label={`Decoded place of ${title}`}
          >
            decoded from the cross
          </Digit>
        </div>
        <button type="button" onClick={() => pick((picture + 1) % run.count)}>
          Another picture
        </button>
      </div>
    </div>
  );
};
