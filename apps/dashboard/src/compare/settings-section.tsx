import type { Look } from "@vae-lab/viz";
import { MetricValue, ParamValue } from "../components/param-value.tsx";
import { ScrollBox } from "../components/scroll-box.tsx";
import { Section } from "../components/section.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { bestRun } from "../study/best.ts";
import { countText } from "../study/count-text.ts";
import { factsOf, isTrial } from "../study/facts.ts";
import { metricInfo } from "../study/metric-registry.ts";
import { paramLabel, splitParams } from "../study/params.ts";
import { byNesting, keyMetrics } from "../study/table-metrics.ts";
import { RunMark } from "./run-key.tsx";

interface SettingsProps {
  readonly runs: readonly RunRecord[];
  readonly metricKeys: readonly string[];
  readonly looks: ReadonlyMap<string, Look>;
}

/** Maximum number of runs in the table. */
const maxRuns = 40;
/** Maximum number of metrics in the table. */
const maxMetrics = 60;

/** A table of the params that differ and of the final metrics, one column per run. */
export const SettingsSection = (props: SettingsProps) => {
  const { metricKeys, looks } = props;
  const runs = props.runs.slice(0, maxRuns);
  const { differing, constant } = splitParams(props.runs);
  const mixed = new Set(runs.map((run) => factsOf(run).likelihood)).size > 1;
  const trials = runs.some(isTrial);
  const logged = (trials ? keyMetrics : byNesting(metricKeys)).filter((key) =>
    runs.some((run) => run.metrics.has(key)),
  );
  const metrics = logged.slice(0, maxMetrics);
  return (
    <Section
      id="settings"
      title="Params and results"
      height={360}
      reading={
        <>
          Params that differ between these runs, then{" "}
          {trials ? "the final results on the test set" : "the last value of each metric"}. The best
          value is bold if it is known which values are better.
          {mixed &&
            " These runs have different likelihoods or datasets, so their ELBOs are not comparable."}
        </>
      }
    >
      <ScrollBox className="wide" label="Table of params and results">
        <table className="diff">
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">param or metric</span>
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
                  <td key={run.id} className="param" title={run.params.get(key)}>
                    <ParamValue name={key} value={run.params.get(key)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tbody className="metrics">
            {metrics.map((key) => {
              const best = bestRun(props.runs, key);
              const { label, meaning } = metricInfo(key);
              return (
                <tr key={key}>
                  <th scope="row" title={meaning}>
                    {label}
                  </th>
                  {runs.map((run) => (
                    <td key={run.id} className={run.id === best ? "best" : undefined}>
                      <MetricValue value={run.metrics.get(key)?.value} />
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollBox>
      {props.runs.length > runs.length && (
        <p className="faint">
          The first {runs.length} of {props.runs.length} runs; the table of runs has all.
        </p>
      )}
      {logged.length > metrics.length && (
        <p className="faint">
          {logged.length - metrics.length} more metrics: choose them as columns of the table of
          runs, or as curves below.
        </p>
      )}
      {constant.length > 0 && (
        <details className="constant">
          <summary>
            {countText(constant.length, "param is", "params are")} the same in all of them
          </summary>
          <dl>
            {constant.map((key) => (
              <div key={key}>
                <dt>{key}</dt>
                <dd>{runs[0]?.params.get(key)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </Section>
  );
};
