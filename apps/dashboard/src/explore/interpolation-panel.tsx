import { codeOf, joined, type Opened } from "./opened.ts";
import { Panel } from "./panel.tsx";
import { SampleFigure } from "./sample-figure.tsx";
import { useAnswer } from "./use-answer.ts";

const steps = 11;

const Path = ({ opened, from, to }: { opened: Opened; from: number; to: number }) => {
  const { explorer, run, title } = opened;
  const [start, end] = [codeOf(run, from), codeOf(run, to)];
  const codes = joined(
    Array.from({ length: steps }, (_, i) =>
      start.map((value, k) => value + ((end[k] ?? 0) - value) * (i / (steps - 1))),
    ),
  );
  const decoded = useAnswer(() => explorer.decode(codes), `${title} ${from} ${to}`);
  return (
    <figure>
      <SampleFigure
        run={run}
        values={decoded}
        columns={steps}
        label={`Interpolation by ${title}`}
      />
      <figcaption>{title}</figcaption>
    </figure>
  );
};

interface InterpolationPanelProps {
  readonly all: readonly Opened[];
  readonly picks: readonly number[];
}

/** Decoded codes on the line between the codes of the last two picked samples. */
export const InterpolationPanel = ({ all, picks }: InterpolationPanelProps) => {
  const [to, from] = picks;
  return (
    <Panel
      title="Interpolation"
      note={
        from === undefined || to === undefined
          ? "Pick two samples in the map, one after the other."
          : `Decoded codes on the line from E[z|x] of sample ${from + 1} to that of sample ${to + 1}.`
      }
    >
      {from !== undefined &&
        to !== undefined &&
        all.map((opened) => <Path key={opened.title} opened={opened} from={from} to={to} />)}
    </Panel>
  );
};
