import { useState } from "react";
import { joined, type Opened } from "./opened.ts";
import { Panel } from "./panel.tsx";
import { unitsByRate } from "./projection.ts";
import { SampleFigure } from "./sample-figure.tsx";
import { useAnswer } from "./use-answer.ts";

const steps = 9;
const values = Array.from({ length: steps }, (_, i) => -3 + (6 * i) / (steps - 1));

/** More units than these are behind a fold. */
const shownUnits = 8;

interface UnitProps {
  readonly opened: Opened;
  readonly unit: number;
  readonly base: Float32Array;
}

const Unit = ({ opened, unit, base }: UnitProps) => {
  const { explorer, run, title, label } = opened;
  const codes = joined(values.map((value) => base.with(unit, value)));
  const decoded = useAnswer(() => explorer.decode(codes, label), `${codes.join()} ${label}`);
  const rate = run.unitRates?.[unit];
  return (
    <div className="traversal">
      <span>
        z{unit + 1}
        {rate !== undefined && <small> {rate.toFixed(2)} nats</small>}
      </span>
      <SampleFigure
        run={run}
        values={decoded}
        columns={steps}
        label={`Unit ${unit + 1} of ${title} from −3 to 3`}
      />
    </div>
  );
};

interface TraversalPanelProps {
  readonly opened: Opened;
  readonly base: Float32Array;
}

/** Each unit from −3 to 3, the others held, the units of the largest rate first. */
export const TraversalPanel = ({ opened, base }: TraversalPanelProps) => {
  const { run, title } = opened;
  const units = unitsByRate(run.unitRates, run.latentSize);
  const [isOpen, setOpen] = useState(false);
  const list = (some: readonly number[]) =>
    some.map((unit) => <Unit key={unit} opened={opened} unit={unit} base={base} />);
  return (
    <Panel
      title={`Each unit of ${title}`}
      note="One unit from −3 to 3, the others at the picked sample’s code or 0. A unit of rate 0 changes nothing."
    >
      {list(units.slice(0, shownUnits))}
      {units.length > shownUnits && (
        <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary>{units.length - shownUnits} more units</summary>
          {isOpen && list(units.slice(shownUnits))}
        </details>
      )}
    </Panel>
  );
};
