import type { Look } from "@vae-lab/viz";
import { countText } from "../components/count-text.ts";
import { MeasureValue, ParamValue } from "../components/param-value.tsx";
import { Section } from "../components/section.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { keyMeasures, labelOf, meaningOf, tableMeasures } from "../study/columns.ts";
import { dependsOnLikelihood, factsOf, isTrial } from "../study/facts.ts";
import { paramLabel, splitParams } from "../study/params.ts";
import { RunMark } from "./run-key.tsx";

/** Index of the run with the largest value, if all of them may be compared and no two tie. */
const bestOf = (runs: readonly RunRecord[], key: string): string | undefined => {
  if (!dependsOnLikelihood(key) || key === "test/code_use") return undefined;
  if (new Set(runs.map((run) => factsOf(run).likelihood)).size > 1) return undefined;
  const ranked = runs
    .filter((run) => Number.isFinite(run.measures[key]))
    .sort((a, b) => (b.measures[key] ?? 0) - (a.measures[key] ?? 0));
  const [first, second] = ranked;
  return second && first?.measures[key] !== second.measures[key] ? first?.id : undefined;
};

interface SettingsProps {
  readonly runs: readonly RunRecord[];
  readonly looks: ReadonlyMap<string, Look>;
}

export const SettingsSection = ({ runs, looks }: SettingsProps) => {
  const { differing, constant } = splitParams(runs);
  const mixed = new Set(runs.map((run) => factsOf(run).likelihood)).size > 1;
  const measures = (runs.some(isTrial) ? keyMeasures : tableMeasures(runs)).filter(({ key }) =>
    runs.some((run) => key in run.measures),
  );
  return (
    <Section
      id="settings"
      title="What differs, and where it led"
      reading={
        <>
          {runs.some(isTrial)
            ? "Only the params in which these runs differ, then the last measurements on the test set; the best ELBO and reconstruction are bold."
            : "Only the params in which these runs differ, then what they logged last."}
          {mixed &&
            " These runs have different likelihoods or images: their ELBOs cannot be ranked together."}
        </>
      }
    >
      <div className="wide">
        <table className="diff">
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">param or measure</span>
              </th>
              {runs.map((run) => (
                <th key={run.id} scope="col" title={run.name}>
                  <RunMark look={looks.get(run.id)} />
                  <span className="run-name">{run.name}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {differing.map((key) => (
              <tr key={key}>
                <th scope="row" title={key}>
                  {paramLabel(key)}
                </th>
                {runs.map((run) => (
                  <td key={run.id} className="param" title={run.params[key]}>
                    <ParamValue name={key} value={run.params[key]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tbody className="measures">
            {measures.map(({ key }) => {
              const best = bestOf(runs, key);
              return (
                <tr key={key}>
                  <th scope="row" title={meaningOf(key)}>
                    {labelOf(key)}
                  </th>
                  {runs.map((run) => (
                    <td key={run.id} className={run.id === best ? "best" : undefined}>
                      <MeasureValue value={run.measures[key]} />
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <details className="constant">
        <summary>
          {countText(constant.length, "param is", "params are")} the same in all of them
        </summary>
        <dl>
          {constant.map((key) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{runs[0]?.params[key]}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Section>
  );
};
