import { mean } from "@vae-lab/statistics";
import { codeOf, joined, type Opened } from "./opened.ts";
import { Panel } from "./panel.tsx";
import { SampleFigure } from "./sample-figure.tsx";
import { useAnswer } from "./use-answer.ts";

const shown = 40;

const spread = (values: readonly number[]): number => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};

interface SelectionPanelProps {
  readonly opened: Opened;
  readonly selected: ReadonlySet<number>;
  readonly onClear: () => void;
}

/** The selected samples, with the mean and the standard deviation of their codes. */
export const SelectionPanel = ({ opened, selected, onClear }: SelectionPanelProps) => {
  const { explorer, run, projection } = opened;
  const indices = [...selected];
  const some = indices.slice(0, shown);
  const values = useAnswer(
    async () => joined(await Promise.all(some.map((index) => explorer.original(index)))),
    some.join(),
  );
  const places = indices.map((index) => projection.place(codeOf(run, index)));
  const summary = projection.labels.map((label, axis) => {
    const along = places.map((place) => place[axis] ?? 0);
    return `${label} ${mean(along).toFixed(2)} ± ${spread(along).toFixed(2)}`;
  });
  const classes = new Map<string, number>();
  for (const index of indices) {
    const label = run.labels?.[index];
    if (label === undefined) continue;
    const name = run.classes?.[label] ?? String(label);
    classes.set(name, (classes.get(name) ?? 0) + 1);
  }
  const tally = [...classes].sort((a, b) => b[1] - a[1]).map(([name, n]) => `${name}: ${n}`);
  return (
    <Panel
      title="Selected samples"
      note={`${selected.size} samples; mean and standard deviation of their codes: ${summary.join(", ").replaceAll("-", "−")}${tally.length > 0 ? `; classes ${tally.join(", ")}` : ""}.`}
      controls={
        <button type="button" onClick={onClear}>
          Clear the selection
        </button>
      }
    >
      <SampleFigure run={run} values={values} columns={10} label="Selected samples" />
      {selected.size > shown && <p className="note">The first {shown} are shown.</p>}
    </Panel>
  );
};
