import { useMemo, useState } from "react";
import type { StoryModel } from "../models/load-models.ts";
import { codesInSquare } from "./codes-in-square.ts";
import { Digit } from "./digit.tsx";

const count = 25;

/** Pictures decoded from codes drawn close to zero, and from codes drawn from the square of all codes. */
export const RandomCodes = ({ shown }: { readonly shown: StoryModel }) => {
  const [seed, setSeed] = useState(1);
  const { run } = shown;
  const near = useMemo(() => shown.fromPrior(count, seed), [shown, seed]);
  const square = useMemo(() => shown.decode(codesInSquare(shown.run, count, seed)), [shown, seed]);
  const real = useMemo(() => {
    const size = run.axes.reduce((product, length) => product * length, 1);
    const pictures = new Float32Array(count * size);
    for (let i = 0; i < count; i++)
      pictures.set(shown.original((seed * count + i) % run.count), i * size);
    return pictures;
  }, [shown, run, seed]);
  return (
    <div className="story-figure">
      <div className="story-digits wide">
        <Digit run={run} values={near} columns={5} label="Decoded codes close to zero">
          decoded codes drawn close to zero, from a bell curve of spread 1
        </Digit>
        <Digit run={run} values={square} columns={5} label="Decoded codes from the whole square">
          decoded codes drawn from the whole square that holds the map
        </Digit>
        <Digit run={run} values={real} columns={5} label="Real pictures">
          real pictures
        </Digit>
      </div>
      <button type="button" className="primary" onClick={() => setSeed(seed + 1)}>
        Draw random codes
      </button>
    </div>
  );
};
