import { type Look, metricScatter } from "@vae-lab/viz";
import { useCallback, useMemo } from "react";
import { Figure, type Ground } from "../components/figure.tsx";
import { MetricChoice } from "../components/metric-choice.tsx";
import { Section } from "../components/section.tsx";
import { MissingMetrics, measureCommand } from "../groups/missing-metrics.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { finiteValue } from "../study/members.ts";
import { axisLabelOf } from "../study/metric-registry.ts";

/** Small where the posterior collapsed to the prior. */
export const posteriorMeasures = [
  "test/code_use",
  "test/rate",
  "test/active_units",
  "test/mutual_information_lower",
  "test/decoder_sensitivity",
] as const;

/** Small where samples miss modes of the data. */
export const modeMeasures = [
  "test/classes_covered",
  "test/recall",
  "test/coverage",
  "test/class_entropy",
] as const;

interface KindsSectionProps {
  readonly study: string;
  readonly runs: readonly RunRecord[];
  readonly looks: ReadonlyMap<string, Look>;
  readonly posterior: string | undefined;
  readonly modes: string | undefined;
  readonly onChoose: (part: { posterior?: string; modes?: string }) => void;
  readonly onPick: (run: string, adds: boolean) => void;
}

export const KindsSection = (props: KindsSectionProps) => {
  const { study, runs, looks, onChoose, onPick } = props;
  const present = (keys: readonly string[]) =>
    keys.filter((key) => runs.some((run) => finiteValue(run, key) !== undefined));
  const [posteriors, modes] = [present(posteriorMeasures), present(modeMeasures)];
  const x = posteriors.find((key) => key === props.posterior) ?? posteriors[0];
  const y = modes.find((key) => key === props.modes) ?? modes[0];
  const points = useMemo(
    () =>
      runs.flatMap((run) => {
        const [own, other] = [x && finiteValue(run, x), y && finiteValue(run, y)];
        return typeof own === "number" && typeof other === "number"
          ? [{ run: run.id, label: run.name, x: own, y: other }]
          : [];
      }),
    [runs, x, y],
  );
  const draw = useCallback(
    (ground: Ground) =>
      metricScatter(points, {
        ...{ ...ground, looks, height: 380 },
        ...{ xLabel: axisLabelOf(x ?? ""), yLabel: axisLabelOf(y ?? "") },
      }),
    [points, looks, x, y],
  );
  const table = useCallback(
    () => ({
      columns: ["run", x ?? "x", y ?? "y"],
      rows: points.map((point) => [point.label, point.x, point.y]),
      runs: points.map(({ run }) => run),
    }),
    [points, x, y],
  );
  return (
    <Section
      id="kinds"
      title="Posterior collapse and mode collapse"
      height={460}
      reading="Two different failures. To the left the posterior has collapsed: codes say nothing of the image. At the bottom modes have collapsed: samples miss kinds of images. Neither implies the other. Both measures are estimates; each dot is a run."
      controls={
        x !== undefined &&
        y !== undefined && (
          <div className="row">
            <MetricChoice
              name="posterior collapse"
              options={posteriors}
              chosen={x}
              onChoose={(key) => onChoose({ posterior: key })}
            />
            <MetricChoice
              name="mode collapse"
              options={modes}
              chosen={y}
              onChoose={(key) => onChoose({ modes: key })}
            />
          </div>
        )
      }
    >
      {points.length === 0 ? (
        <MissingMetrics
          what="a measure of mode collapse (recall, coverage, classes covered)"
          command={measureCommand(study)}
        />
      ) : (
        <Figure
          draw={draw}
          table={table}
          onPick={onPick}
          height={380}
          name="posterior collapse and mode collapse"
        />
      )}
    </Section>
  );
};
