import { manifoldCodes } from "@vae-lab/experiments/manifold";
import { joined, type Opened } from "./opened.ts";
import { Panel } from "./panel.tsx";
import { SampleFigure } from "./sample-figure.tsx";
import { useAnswer } from "./use-answer.ts";

const side = 15;
const grid = manifoldCodes(side);

interface ManifoldPanelProps {
  readonly opened: Opened;
  readonly base: Float32Array;
}

/** Decoded codes of the plane on the Φ⁻¹ grid. */
export const ManifoldPanel = ({ opened, base }: ManifoldPanelProps) => {
  const { explorer, projection, run, title, label } = opened;
  const codes = joined(
    Array.from({ length: side * side }, (_, i) =>
      projection.lift([grid[2 * i] ?? 0, grid[2 * i + 1] ?? 0], base),
    ),
  );
  const decoded = useAnswer(
    run.axes.length === 3 ? () => explorer.decode(codes, label) : undefined,
    `${title} ${projection.labels} ${base.join()} ${label}`,
  );
  if (run.axes.length !== 3) return null;
  const end = (grid[0] ?? 0).toFixed(2).replace("-", "−");
  return (
    <Panel
      title={`Manifold of ${title}`}
      note={`Decoded codes at equal steps of ${run.hasLearnedPrior ? "the probability of N(0, 1), which is not this model’s prior" : "the prior’s probability"}, from ${end} to ${end.replace("−", "")} on both axes.`}
    >
      <SampleFigure run={run} values={decoded} columns={side} label={`Manifold of ${title}`} />
    </Panel>
  );
};
