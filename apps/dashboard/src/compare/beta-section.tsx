import { metricAgainstBeta } from "@vae-lab/viz";
import { useCallback, useMemo } from "react";
import { Chips } from "../components/chips.tsx";
import { countText } from "../components/count-text.ts";
import { Figure, type Ground } from "../components/figure.tsx";
import { Message } from "../components/message.tsx";
import { Section } from "../components/section.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { axisLabelOf, keyMeasures, labelOf } from "../study/columns.ts";
import type { Family } from "../study/families.ts";
import { betaPoints } from "../study/points.ts";
import { seedsText } from "../study/seeds-text.ts";

export const usualBetaMeasures: readonly string[] = [
  "test/active_units",
  "test/rate",
  "test/elbo",
  "test/sharpness_reconstruction",
];

const readings: Readonly<Record<string, string>> = {
  "test/active_units":
    "Collapse: units fall silent from left to right; the dashed line is all of them.",
  "test/rate": "How much the code says; at 0 it says nothing about the image.",
  "test/elbo": "The ELBO at β = 1 whatever was trained: higher is better.",
  "test/sharpness_reconstruction": "Below 1 the reconstructions are blurrier than the data.",
  "test/reconstruction": "How well images are given back: higher is better.",
  "test/code_use": "0 when the decoder ignores its code, however large the rate.",
  "test/sharpness_samples": "The same for decoded draws from the prior.",
};

const referenceOf = (key: string, runs: readonly RunRecord[]) => {
  const latent = Number(runs[0]?.params["model.latent"]);
  if (key === "test/active_units" && latent > 0)
    return { reference: { value: latent, text: `all ${latent} units` } };
  if (key.startsWith("test/sharpness"))
    return { reference: { value: 1, text: "as sharp as data" } };
  return {};
};

interface BetaFigureProps {
  readonly measure: string;
  readonly runs: readonly RunRecord[];
  readonly emphasised: ReadonlySet<string>;
}

const BetaFigure = ({ measure, runs, emphasised }: BetaFigureProps) => {
  const points = useMemo(() => betaPoints(runs, measure), [runs, measure]);
  const draw = useCallback(
    (ground: Ground) =>
      metricAgainstBeta(points, {
        ...ground,
        ...referenceOf(measure, runs),
        height: 330,
        emphasised,
        yLabel: axisLabelOf(measure),
      }),
    [measure, points, runs, emphasised],
  );
  return (
    <Figure
      draw={draw}
      name={`${labelOf(measure)} against beta`}
      caption={
        <>
          {readings[measure]} {seedsText(points)}
        </>
      }
    />
  );
};

interface BetaSectionProps {
  readonly families: readonly Family[];
  readonly family: Family | undefined;
  /** How many finished VAEs have no beta. */
  readonly others: number;
  readonly emphasised: ReadonlySet<string>;
  readonly measures: readonly string[];
  readonly onFamily: (key: string) => void;
  readonly onMeasures: (keys: string[]) => void;
}

export const BetaSection = (props: BetaSectionProps) => {
  const { families, family, others, emphasised, measures, onFamily, onMeasures } = props;
  const options = useMemo(() => keyMeasures.map(({ key }) => ({ key, label: labelOf(key) })), []);
  return (
    <Section
      id="beta"
      title="What beta does"
      reading={
        <>
          Every finished VAE of the study that has a β, along it, coloured by its regulariser, one
          panel for each gradient estimator; lines join means over seeds.
          {others > 0 &&
            ` ${countText(others, "VAE has", "VAEs have")} no β and no place here: trained on another bound than the ELBO, or with a β that follows what is measured.`}
          {emphasised.size > 0 && " The selected runs are ringed."}
        </>
      }
      controls={
        <>
          <Chips label="Measures" options={options} chosen={measures} onChange={onMeasures} />
          {families.length > 1 && (
            <label className="inline">
              models{" "}
              <select value={family?.key} onChange={(event) => onFamily(event.target.value)}>
                {families.map(({ key, name, runs }) => (
                  <option key={key} value={key}>
                    {name} ({runs.length})
                  </option>
                ))}
              </select>
            </label>
          )}
        </>
      }
    >
      {family === undefined ? (
        <Message title="No VAE with a β has finished yet">
          <p>This figure draws itself as trials finish.</p>
        </Message>
      ) : (
        <div className="grid two">
          {measures.map((measure) => (
            <BetaFigure
              key={measure}
              measure={measure}
              runs={family.runs}
              emphasised={emphasised}
            />
          ))}
        </div>
      )}
    </Section>
  );
};
