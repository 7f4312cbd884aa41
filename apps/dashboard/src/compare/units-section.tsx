import { type Look, unitRates } from "@vae-lab/viz";
import { useCallback, useMemo } from "react";
import { Figure, type Ground } from "../components/figure.tsx";
import { LogScale } from "../components/log-scale.tsx";
import { Section } from "../components/section.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { unitRatesOf } from "../study/points.ts";
import { RunMark } from "./run-key.tsx";

interface UnitsCardProps {
  readonly run: RunRecord;
  readonly look: Look | undefined;
  readonly top: number;
  readonly logY: boolean;
}

const UnitsCard = ({ run, look, top, logY }: UnitsCardProps) => {
  const rates = useMemo(() => unitRatesOf(run), [run]);
  const colour = look?.colour;
  const draw = useCallback(
    (ground: Ground) =>
      unitRates(rates, {
        ...ground,
        height: 220,
        top,
        logY,
        ...(colour !== undefined && { colour }),
      }),
    [rates, top, colour, logY],
  );
  const table = useCallback(
    () => ({ columns: ["unit", "kl"], rows: rates.map(({ unit, rate }) => [unit, rate]) }),
    [rates],
  );
  return (
    <article>
      <h3>
        <RunMark look={look} />
        <span className="run-name">{run.name}</span>
      </h3>
      {rates.length === 0 ? (
        <p className="faint absent">
          — no KL per unit: not a VAE, no closed form of the KL, or no result yet
        </p>
      ) : (
        <Figure draw={draw} table={table} height={220} name={`KL per unit of ${run.name}`} />
      )}
    </article>
  );
};

const topOf = (runs: readonly RunRecord[]): number => {
  let top = 0;
  for (const run of runs)
    for (const { rate } of unitRatesOf(run)) if (Number.isFinite(rate)) top = Math.max(top, rate);
  return top;
};

interface UnitsSectionProps {
  readonly runs: readonly RunRecord[];
  readonly looks: ReadonlyMap<string, Look>;
  readonly logY: boolean;
  readonly onLogY: (on: boolean) => void;
}

export const UnitsSection = ({ runs, looks, logY, onLogY }: UnitsSectionProps) => {
  const top = useMemo(() => topOf(runs), [runs]);
  return (
    <Section
      id="units"
      title="KL per unit"
      height={320}
      reading="KL of each latent unit in nats, largest first, on a common scale. A unit with a KL near 0 has collapsed to the prior; the dashed line is 0.01 nats. The number of active units uses another criterion, Var E[z|x] > 0.01, and may differ."
      controls={<LogScale checked={logY} onChange={onLogY} />}
    >
      <div className="grid three">
        {runs.map((run) => (
          <UnitsCard key={run.id} run={run} look={looks.get(run.id)} top={top} logY={logY} />
        ))}
      </div>
    </Section>
  );
};
