import { useMemo, useState } from "react";
import type { StoryModel } from "../models/load-models.ts";
import { Digit } from "./digit.tsx";

const count = 25;

interface DrawsSideBySideProps {
  /** The autoencoder, and the VAE. */
  readonly before: StoryModel;
  readonly after: StoryModel;
}

/** The same random codes decoded by the autoencoder and by the VAE. */
export const DrawsSideBySide = ({ before, after }: DrawsSideBySideProps) => {
  const [seed, setSeed] = useState(1);
  const old = useMemo(() => before.fromPrior(count, seed), [before, seed]);
  const own = useMemo(() => after.fromPrior(count, seed), [after, seed]);
  return (
    <div className="story-figure">
      <div className="story-digits wide">
        <Digit run={before.run} values={old} columns={5} label="Random codes by the autoencoder">
          random codes, decoded by the autoencoder
        </Digit>
        <Digit run={after.run} values={own} columns={5} label="Random codes by the VAE">
          codes drawn from the prior, decoded by the VAE
        </Digit>
      </div>
      <button type="button" className="primary" onClick={() => setSeed(seed + 1)}>
        Draw new pictures
      </button>
    </div>
  );
};
