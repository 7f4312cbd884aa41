import type { Opened } from "./opened.ts";
import { Panel } from "./panel.tsx";
import { SampleFigure } from "./sample-figure.tsx";
import { useAnswer } from "./use-answer.ts";
import { type Interpolation, interpolationSteps } from "./use-interpolation.ts";

interface PathProps {
  readonly opened: Opened;
  readonly codes: Float32Array | undefined;
  readonly name: string;
  /** Whether no other run stands beside it. */
  readonly isAlone: boolean;
}

const Path = ({ opened, codes, name, isAlone }: PathProps) => {
  const { explorer, run, title, label } = opened;
  const decoded = useAnswer(
    codes && (() => explorer.decode(codes, label)),
    `${title} ${label} ${codes?.join()}`,
  );
  return (
    <figure>
      <SampleFigure
        run={run}
        values={decoded}
        columns={interpolationSteps}
        label={`Interpolation ${name} by ${title}`}
      />
      <figcaption>{isAlone ? name : `${title}, ${name}`}</figcaption>
    </figure>
  );
};

interface InterpolationPanelProps {
  readonly all: readonly (readonly [Opened, Interpolation | undefined])[];
  readonly picks: readonly number[];
}

/** Decoded codes between those of the last two picked samples. */
export const InterpolationPanel = ({ all, picks }: InterpolationPanelProps) => {
  const [to, from] = picks;
  const isAlone = all.length === 1;
  return (
    <Panel
      title="Interpolation"
      note={
        from === undefined || to === undefined
          ? "Pick two samples in the map, one after the other."
          : `Decoded codes from E[z|x] of sample ${from + 1} to that of sample ${to + 1}: on the straight line, and on a path through draws of the aggregate posterior that prefers where these are dense.`
      }
    >
      {all.map(
        ([opened, paths]) =>
          paths !== undefined && (
            <div key={opened.title}>
              <Path {...{ opened, isAlone }} codes={paths.line} name="straight" />
              <Path
                {...{ opened, isAlone }}
                codes={paths.aggregate}
                name="along the aggregate posterior"
              />
            </div>
          ),
      )}
    </Panel>
  );
};
