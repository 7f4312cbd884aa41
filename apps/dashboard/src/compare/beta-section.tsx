import { metricAgainstBeta } from "@vae-lab/viz";
import { useCallback, useMemo } from "react";
import { Chips } from "../components/chips.tsx";
import { FamilyChoice } from "../components/family-choice.tsx";
import { Figure, type Ground } from "../components/figure.tsx";
import { Message } from "../components/message.tsx";
import { Section } from "../components/section.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { countText } from "../study/count-text.ts";
import type { Family } from "../study/families.ts";
import { axisLabelOf, metricInfo } from "../study/metric-registry.ts";
import { betaPoints } from "../study/points.ts";
import { seedsText } from "../study/seeds-text.ts";
import { keyMetrics } from "../study/table-metrics.ts";

export const defaultBetaMetrics: readonly string[] = [
  "test/active_units",
  "test/rate",
  "test/elbo",
  "test/sharpness_reconstruction",
];

const readings: ReadonlyMap<string, string> = new Map([
  [
    "test/active_units",
    "Units with Var E[z|x] > 0.01; a small number is collapse. The dashed line is the number of latent units.",
  ],
  ["test/rate", "Information in the code about the image; 0 is none."],
  ["test/elbo", "The ELBO at β = 1, whatever was trained: larger is better."],
  ["test/sharpness_reconstruction", "Below 1 the reconstructions are blurrier than the data."],
  ["test/reconstruction", "Reconstruction quality, E log p(x|z): larger is better."],
  ["test/code_use", "0 if the decoder ignores the code, for any rate."],
  ["test/sharpness_samples", "The same for samples decoded from the prior."],
]);

const referenceOf = (key: string, runs: readonly RunRecord[]) => {
  const latent = Number(runs[0]?.params.get("model.latent"));
  if (key === "test/active_units" && latent > 0)
    return { reference: { value: latent, text: `all ${latent} units` } };
  if (key.startsWith("test/sharpness"))
    return { reference: { value: 1, text: "as sharp as data" } };
  return {};
};

interface BetaFigureProps {
  readonly metric: string;
  readonly runs: readonly RunRecord[];
  readonly emphasised: ReadonlySet<string>;
  readonly onPick: (run: string, adds: boolean) => void;
}

const BetaFigure = ({ metric, runs, emphasised, onPick }: BetaFigureProps) => {
  const points = useMemo(() => betaPoints(runs, metric), [runs, metric]);
  const draw = useCallback(
    (ground: Ground) =>
      metricAgainstBeta(points, {
        ...ground,
        ...referenceOf(metric, runs),
        height: 330,
        emphasised,
        yLabel: axisLabelOf(metric),
      }),
    [metric, points, runs, emphasised],
  );
  const table = useCallback(
    () => ({
      columns: ["run", "direction", "estimator", "beta", metric],
      rows: points.map((point) => [
        point.label,
        point.direction,
        point.estimator,
        point.beta,
        point.value,
      ]),
      runs: points.map(({ run }) => run),
    }),
    [points, metric],
  );
  return (
    <Figure
      draw={draw}
      table={table}
      onPick={onPick}
      height={330}
      name={`${metricInfo(metric).label} against beta`}
      caption={
        <>
          {readings.get(metric)} {seedsText(points)}
        </>
      }
    />
  );
};

interface BetaSectionProps {
  readonly families: readonly Family[];
  readonly family: Family | undefined;
  /** Number of finished VAEs without a beta. */
  readonly others: number;
  readonly emphasised: ReadonlySet<string>;
  readonly metrics: readonly string[];
  readonly onFamily: (key: string) => void;
  readonly onMetrics: (keys: string[]) => void;
  readonly onPick: (run: string, adds: boolean) => void;
}

const options = keyMetrics.map((key) => ({ key, label: metricInfo(key).label }));

export const BetaSection = (props: BetaSectionProps) => {
  const { families, family, others, emphasised, metrics, onFamily, onMetrics, onPick } = props;
  return (
    <Section
      id="beta"
      title="What beta does"
      height={760}
      reading={
        <>
          All finished VAEs of the study with a β, coloured by regulariser, with one panel per
          gradient estimator. Lines join means over seeds.
          {others > 0 &&
            ` ${countText(others, "VAE has", "VAEs have")} no β and no point here: another bound than the ELBO, or a β that follows a measurement.`}
          {emphasised.size > 0 && " The selected runs are highlighted."} Click a point to open its
          run; Shift-click selects it.
        </>
      }
      controls={
        <>
          <Chips label="Metrics" options={options} chosen={metrics} onChange={onMetrics} />
          <FamilyChoice families={families} family={family} onFamily={onFamily} />
        </>
      }
    >
      {family === undefined ? (
        <Message title="No VAE with a β has finished">
          <p>The figure appears when trials finish.</p>
        </Message>
      ) : (
        <div className="grid two">
          {metrics.map((metric) => (
            <BetaFigure
              key={metric}
              metric={metric}
              runs={family.runs}
              emphasised={emphasised}
              onPick={onPick}
            />
          ))}
        </div>
      )}
    </Section>
  );
};
