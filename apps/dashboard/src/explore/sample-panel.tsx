import { metricText } from "../components/metric-text.ts";
import { codeOf, type Opened } from "./opened.ts";
import { Panel } from "./panel.tsx";
import { SampleFigure } from "./sample-figure.tsx";
import { useAnswer } from "./use-answer.ts";

interface ReconstructionProps {
  readonly opened: Opened;
  readonly index: number;
  readonly caption: string;
}

const Reconstruction = ({ opened, index, caption }: ReconstructionProps) => {
  const { explorer, run, title } = opened;
  const values = useAnswer(
    () => explorer.decode(codeOf(run, index), run.condition?.labels[index]),
    `${title} ${index}`,
  );
  const rate = run.rates?.[index];
  const reconstruction = run.reconstructions[index] ?? Number.NaN;
  return (
    <figure>
      <SampleFigure run={run} values={values} label={`Reconstruction by ${title}`} />
      <figcaption>
        {caption}: log p(x|z) {metricText(reconstruction)}
        {rate !== undefined && `, KL ${metricText(rate)}`} nats
      </figcaption>
    </figure>
  );
};

interface SamplePanelProps {
  readonly all: readonly Opened[];
  readonly index: number | undefined;
}

/** A sample of the test set, and decode(E[z|x]) by each run. */
export const SamplePanel = ({ all, index }: SamplePanelProps) => {
  const [first] = all;
  const values = useAnswer(
    first && index !== undefined ? () => first.explorer.original(index) : undefined,
    `${index}`,
  );
  const label = index === undefined ? undefined : first?.run.labels?.[index];
  const named = label === undefined ? undefined : (first?.run.classes?.[label] ?? label);
  return (
    <Panel
      title="Sample and reconstruction"
      note={
        index === undefined
          ? "Point at a code to see its sample; click to pick it."
          : `Test sample ${index + 1}${named === undefined ? "" : `, class ${named}`}. The ellipse is one standard deviation of q(z|x).`
      }
    >
      {first !== undefined && index !== undefined && (
        <div className="samples">
          <figure>
            <SampleFigure run={first.run} values={values} label="Test sample" />
            <figcaption>sample</figcaption>
          </figure>
          {all.map((opened) => (
            <Reconstruction
              key={opened.title}
              {...{ opened, index }}
              caption={all.length > 1 ? opened.title : "reconstruction"}
            />
          ))}
        </div>
      )}
    </Panel>
  );
};
