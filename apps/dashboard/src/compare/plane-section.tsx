import { rateDistortion } from "@vae-lab/viz";
import { useCallback, useMemo } from "react";
import { Figure, type Ground } from "../components/figure.tsx";
import { Message } from "../components/message.tsx";
import { Section } from "../components/section.tsx";
import type { Family } from "../study/families.ts";
import { ratePoints } from "../study/points.ts";

interface PlaneSectionProps {
  readonly family: Family | undefined;
  readonly emphasised: ReadonlySet<string>;
  readonly onPick: (run: string, adds: boolean) => void;
}

export const PlaneSection = ({ family, emphasised, onPick }: PlaneSectionProps) => {
  const points = useMemo(() => ratePoints(family?.runs ?? []), [family]);
  const draw = useCallback(
    (ground: Ground) => rateDistortion(points, { ...ground, height: 460, emphasised }),
    [points, emphasised],
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
  return (
    <Section
      id="plane"
      title="Rate–distortion plane"
      height={560}
      reading="Distortion against rate. β moves a model along its curve; a collapsed model has rate 0. Diagonals have equal ELBO, better towards the lower left. Curves join means over seeds; faint dots are single runs."
    >
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
