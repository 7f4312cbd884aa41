import { type Look, unitRates } from "@vae-lab/viz";
import { useCallback, useMemo } from "react";
import { Figure, type Ground } from "../components/figure.tsx";
import { Section } from "../components/section.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { unitRatesOf } from "../study/points.ts";
import { RunMark } from "./run-key.tsx";

interface UnitsCardProps {
  readonly run: RunRecord;
  readonly look: Look | undefined;
  readonly top: number;
}

export const UnitsCard = ({ run, look, top }: UnitsCardProps) => {
  const rates = useMemo(() => unitRatesOf(run), [run]);
  const colour = look?.colour;
  const draw = useCallback(
    (ground: Ground) =>
      unitRates(rates, { ...ground, height: 220, top, ...(colour !== undefined && { colour }) }),
    [rates, top, colour],
  );
  return (
    <article>
      <h3>
        <RunMark look={look} />
        <span className="run-name">{run.name}</span>
      </h3>
      {rates.length === 0 ? (
        <p className="faint absent">— no KL per unit: not a VAE, or not measured yet</p>
      ) : (
        <Figure draw={draw} name={`KL per unit of ${run.name}`} />
      )}
    </article>
  );
};

export const topOf = (runs: readonly RunRecord[]): number =>
  Math.max(
    0,
    ...runs.flatMap((run) => unitRatesOf(run).map(({ rate }) => rate)).filter(Number.isFinite),
  );

export const UnitsSection = ({
  runs,
  looks,
}: {
  runs: readonly RunRecord[];
  looks: ReadonlyMap<string, Look>;
}) => {
  const top = useMemo(() => topOf(runs), [runs]);
  return (
    <Section
      id="units"
      title="KL per unit"
      reading="How many nats each latent unit carries, largest first and on one scale: a missing bar is a unit that has collapsed onto the prior."
    >
      <div className="grid three">
        {runs.map((run) => (
          <UnitsCard key={run.id} run={run} look={looks.get(run.id)} top={top} />
        ))}
      </div>
    </Section>
  );
};
