import type { Opened } from "./opened.ts";
import { Panel } from "./panel.tsx";
import { SampleFigure } from "./sample-figure.tsx";
import { useAnswer } from "./use-answer.ts";

interface DecodedProps {
  readonly opened: Opened;
  readonly place: readonly [number, number];
  /** The code whose other units the decoded one keeps. */
  readonly base: Float32Array;
  readonly caption: string;
}

const Decoded = ({ opened, place, base, caption }: DecodedProps) => {
  const { explorer, projection, run, title, label } = opened;
  const z = projection.lift(place, base);
  const values = useAnswer(() => explorer.decode(z, label), `${z.join()} ${label}`);
  return (
    <figure>
      <SampleFigure run={run} values={values} label={`Decoded code of ${title}`} />
      <figcaption>
        {caption}
        {label !== undefined && `, as class ${run.condition?.classes[label]}`}
      </figcaption>
    </figure>
  );
};

interface DecodedPanelProps extends Omit<DecodedProps, "opened" | "base" | "caption"> {
  readonly all: readonly Opened[];
  readonly baseOf: (opened: Opened) => Float32Array;
  readonly isBasePicked: boolean;
}

/** The mean of p(x|z) at the chosen code, of each run. */
export const DecodedPanel = ({ all, place, baseOf, isBasePicked }: DecodedPanelProps) => {
  const others = all.some(({ run }) => run.latentSize > 2);
  return (
    <Panel
      title="Decoded code"
      note={
        others
          ? `Drag in the map, or use the arrow keys; Shift-drag selects samples, Ctrl-drag moves the view. Units outside the plane are ${isBasePicked ? "the picked sample’s" : "0; pick a sample to keep its own"}.`
          : "Drag in the map, or use the arrow keys; Shift-drag selects samples, Ctrl-drag moves the view."
      }
    >
      <div className="samples">
        {all.map((opened) => (
          <Decoded
            key={opened.title}
            {...{ opened, place }}
            base={baseOf(opened)}
            caption={all.length > 1 ? opened.title : "mean of p(x|z)"}
          />
        ))}
      </div>
    </Panel>
  );
};
