import { mean } from "@vae-lab/statistics";
import type { SeriesLaw } from "@vae-lab/viz";
import { group as grouped } from "d3-array";
import type { RunRecord } from "../sources/run-source.ts";
import { membersOf } from "../study/members.ts";

interface Runs {
  readonly runs: readonly RunRecord[];
}

/** The members of a series of all runs of a group, numbered from 1. */
export const membersOfGroup = ({ runs }: Runs, series: string) =>
  runs.flatMap((run) =>
    membersOf(run, series).map(({ member, value }) => ({ run: run.id, x: member + 1, value })),
  );

/** The mean over seeds of a law that runs logged, by mode. */
const loggedLaw = (group: Runs, series: string): ReadonlyMap<number, number> =>
  new Map(
    [...grouped(membersOfGroup(group, series), ({ x }) => x)].map(([x, own]) => [
      x,
      mean(own.map(({ value }) => value)),
    ]),
  );

/**
 * The gains of the linear optimum on the first modes of the data. Runs without that prediction may have the
 * gains of the Wiener filter, which the optimum reaches on as many modes as it has units; beyond them its
 * gain is 0.
 */
export const gainLaws = (group: Runs, modes: number): SeriesLaw[] => {
  const predicted = loggedLaw(group, "theory/mode_gain");
  const gains = predicted.size > 0 ? predicted : loggedLaw(group, "test/mode_gain_wiener");
  if (gains.size === 0) return [];
  const params = group.runs[0]?.params;
  const units = Number(params?.get("model.latent") ?? Number.POSITIVE_INFINITY);
  const isReverse = params?.get("objective.regulariser") === "reverse-kl";
  return [
    {
      name: isReverse ? "linear optimum, 1 − τ/λ" : "linear optimum",
      points: Array.from({ length: modes }, (_, index) => ({
        x: index + 1,
        value: index < units ? (gains.get(index + 1) ?? 0) : 0,
      })),
    },
  ];
};
