import { rateDistortion } from "@vae-lab/viz";
import { useCallback, useMemo } from "react";
import { Figure, type Ground } from "../components/figure.tsx";
import { Failure, Loading, Message } from "../components/message.tsx";
import { Section } from "../components/section.tsx";
import { useSeriesOf } from "../data/queries.ts";
import type { RunRecord } from "../sources/run-source.ts";
import type { Family } from "../study/families.ts";
import { ratePoints } from "../study/points.ts";
import { predictedPaths, trajectoriesOf } from "../study/rate-paths.ts";

const histories = ["test/rate", "test/reconstruction"] as const;
const noRuns: readonly RunRecord[] = [];

interface PlaneSectionProps {
  readonly family: Family | undefined;
  readonly emphasised: ReadonlySet<string>;
  /** Whether the epochs are drawn. */
  readonly showsPaths: boolean;
  readonly onPaths: (on: boolean) => void;
  readonly onPick: (run: string, adds: boolean) => void;
}

export const PlaneSection = (props: PlaneSectionProps) => {
  const { family, emphasised, showsPaths, onPaths, onPick } = props;
  const runs = family?.runs ?? noRuns;
  const points = useMemo(() => ratePoints(runs), [runs]);
  const predicted = useMemo(() => predictedPaths(runs), [runs]);
  const [rates, reconstructions] = useSeriesOf(runs, showsPaths ? histories : []);
  const trajectories = useMemo(
    () =>
      trajectoriesOf(runs, {
        rates: rates?.data ?? [],
        reconstructions: reconstructions?.data ?? [],
      }),
    [runs, rates?.data, reconstructions?.data],
  );
  const draw = useCallback(
    (ground: Ground) =>
      rateDistortion(points, {
        ...{ ...ground, height: 460, emphasised, slopes: true },
        ...{ predicted, trajectories },
      }),
    [points, emphasised, predicted, trajectories],
  );
  const table = useCallback(
    () => ({
      columns: ["run", "direction", "estimator", "beta", "rate", "distortion", "elbo"],
      rows: points.map((p) => [
        p.label,
        p.direction,
        p.estimator,
        p.beta,
        p.rate,
        p.distortion,
        -p.rate - p.distortion,
      ]),
      runs: points.map(({ run }) => run),
    }),
    [points],
  );
  const error = rates?.error ?? reconstructions?.error;
  return (
    <Section
      id="plane"
      title="Rate–distortion plane"
      height={560}
      reading={`Distortion against rate, estimates on the test set. β moves a model along its curve; a collapsed model has rate 0. Diagonals have equal ELBO, better towards the lower left. Curves join means over seeds; faint dots are single runs. Black lines have the slope −β of an optimum of reverse KL (−1/β with the axes exchanged).${predicted.length > 0 ? " The dashed curve is exact for linear VAEs at their optimum, on the training data." : ""}`}
      controls={
        <label className="check">
          <input
            type="checkbox"
            checked={showsPaths}
            onChange={(event) => onPaths(event.target.checked)}
          />
          epochs of training
        </label>
      }
    >
      {error && <Failure error={error} what="The epochs could not be read" heading="h2" />}
      {showsPaths && rates?.isPending && <Loading what="the epochs" />}
      {family === undefined ? (
        <Message title="No VAE with a β has finished" />
      ) : (
        <Figure
          draw={draw}
          table={table}
          onPick={onPick}
          height={460}
          name="rate-distortion plane"
          caption={family.name}
        />
      )}
    </Section>
  );
};
