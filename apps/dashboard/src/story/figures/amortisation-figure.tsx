import { rng } from "@vae-lab/core";
import { refine } from "@vae-lab/core/evaluation";
import type { Vae } from "@vae-lab/core/models";
import { useEffect, useMemo, useState } from "react";
import type { StoryModel } from "../models/load-models.ts";
import { CostBars } from "./cost-bars.tsx";
import { type Cloud, type Costs, costsOf } from "./costs.ts";
import { Digit } from "./digit.tsx";
import { codeOf, digitName, type Place, spreadOf } from "./image-codes.ts";
import { nats } from "./nats.ts";
import { StoryMap } from "./story-map.tsx";

const steps = 100;
/** The picture that is shown first. */
const first = 1;
/** Differences below are within the error of the averages over a cloud. */
const negligible = 0.1;

/** The best cloud of a picture by gradient descent on its own costs, and the time that it took. */
const refined = ({ model: { trained }, original }: StoryModel, index: number) => {
  const began = performance.now();
  const found = refine(
    { model: trained.model as Vae, parameters: trained.parameters },
    original(index),
    { rng: rng(1).fold("story"), steps },
  );
  const pairOf = (values: Float32Array): Place => [values[0] ?? 0, values[1] ?? 0];
  const cloud: Cloud = {
    mean: pairOf(found.mean),
    sds: pairOf(found.logVariance.map((value) => Math.exp(value / 2))),
  };
  return { cloud, milliseconds: performance.now() - began };
};

const comparison = (difference: number): string =>
  difference < negligible
    ? "The encoder’s cloud costs about as much."
    : `The encoder’s cloud costs ${nats(difference)} nats more.`;

/** The encoder's cloud of a picture, and the one that is optimised for this picture alone. */
export const AmortisationFigure = ({ shown }: { readonly shown: StoryModel }) => {
  const { run } = shown;
  const [picture, setPicture] = useState(first);
  const [found, setFound] = useState<ReturnType<typeof refined>>();
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    if (!isBusy) return;
    // After the next frame, which shows that it computes
    const timer = setTimeout(() => {
      setFound(refined(shown, picture));
      setBusy(false);
    }, 50);
    return () => clearTimeout(timer);
  }, [isBusy, shown, picture]);
  const own = useMemo(
    () => ({ mean: codeOf(run, picture), sds: spreadOf(run, picture) }),
    [run, picture],
  );
  const encoded = useMemo(() => {
    const began = performance.now();
    shown.model.encode(shown.original(picture));
    const milliseconds = performance.now() - began;
    return { costs: costsOf(shown, picture, own), milliseconds };
  }, [shown, picture, own]);
  const best = useMemo(
    () => found && costsOf(shown, picture, found.cloud),
    [shown, picture, found],
  );
  const total = ({ reconstruction, code }: Costs) => reconstruction + code;
  return (
    <div className="story-figure">
      <StoryMap
        {...{ shown, place: own.mean, picked: picture }}
        {...(found && { cloud: found.cloud })}
        title="Map of the VAE with both clouds"
        onPlace={() => {}}
        onPick={(index) => {
          if (index === undefined) return;
          setPicture(index);
          setFound(undefined);
        }}
      >
        Thin outline: the encoder’s cloud. Filled: the cloud optimised for this picture alone. Click
        a dot for another picture.
      </StoryMap>
      <div className="story-side">
        <div className="story-digits">
          <Digit run={run} values={shown.original(picture)}>
            {`the picture, ${digitName(run, picture)}`}
          </Digit>
        </div>
        <div className="story-buttons">
          <button type="button" className="primary" disabled={isBusy} onClick={() => setBusy(true)}>
            {isBusy ? "Optimising…" : "Optimise this picture’s cloud"}
          </button>
          <button
            type="button"
            disabled={isBusy}
            onClick={() => {
              setPicture((picture + 1) % run.count);
              setFound(undefined);
            }}
          >
            Another picture
          </button>
        </div>
        <CostBars
          rows={[
            { name: "the encoder, one pass", costs: encoded.costs },
            ...(best ? [{ name: `optimised, ${steps} steps`, costs: best }] : []),
          ]}
        />
        <p role="status" className="faint">
          {best && found
            ? `${comparison(total(encoded.costs) - total(best))} It took ${encoded.milliseconds.toFixed(1)} ms in this page, the optimisation ${found.milliseconds.toFixed(0)} ms.`
            : ""}
        </p>
      </div>
    </div>
  );
};
