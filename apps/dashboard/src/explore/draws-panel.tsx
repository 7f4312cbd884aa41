import { useState } from "react";
import type { Opened } from "./opened.ts";
import { Panel } from "./panel.tsx";
import { SampleFigure } from "./sample-figure.tsx";
import { useAnswer } from "./use-answer.ts";

const columns = 8;
const count = columns * columns;

interface DrawsPanelProps {
  readonly opened: Opened;
  /** Whether a class was chosen, as which draws of the prior are decoded. */
  readonly isLabelled: boolean;
}

/** Decoded draws of the prior beside decoded draws of the aggregate posterior. */
export const DrawsPanel = ({ opened, isLabelled }: DrawsPanelProps) => {
  const { explorer, run, title } = opened;
  const label = isLabelled ? opened.label : undefined;
  const [seed, setSeed] = useState(1);
  const fromPrior = useAnswer(
    () => explorer.fromPrior(count, seed, label),
    `${title} ${seed} ${label}`,
  );
  const fromAggregate = useAnswer(() => explorer.fromAggregate(count, seed), `${title} ${seed}`);
  const prior =
    run.rates === undefined
      ? "N(0, I), which an autoencoder was not trained for"
      : "the prior p(z)";
  return (
    <Panel
      title={`Samples of ${title}`}
      note="Where codes do not follow the prior, samples of the prior look unlike those of the aggregate posterior."
      controls={
        <button type="button" onClick={() => setSeed(seed + 1)}>
          Draw again
        </button>
      }
    >
      <div className="samples two">
        <figure>
          <SampleFigure
            run={run}
            values={fromPrior}
            columns={columns}
            label={`Samples of the prior of ${title}`}
          />
          <figcaption>
            z drawn from {prior}
            {run.condition !== undefined &&
              (label === undefined
                ? ", classes from their shares"
                : `, class ${run.condition.classes[label]}`)}
          </figcaption>
        </figure>
        <figure>
          <SampleFigure
            run={run}
            values={fromAggregate}
            columns={columns}
            label={`Samples of the aggregate posterior of ${title}`}
          />
          <figcaption>z drawn from the aggregate posterior, q(z|x) of random samples</figcaption>
        </figure>
      </div>
    </Panel>
  );
};
