import { testMetrics } from "@vae-lab/experiments/metrics";
import { MetricValue, ParamValue } from "../components/param-value.tsx";
import { ScrollBox } from "../components/scroll-box.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { splitParams } from "../study/params.ts";
import { isUnitRate } from "../study/points.ts";

/** Final results on the test set; a dash for metrics that do not apply to the model. */
export const FinalMetrics = ({ run }: { run: RunRecord }) => (
  <section className="section" aria-labelledby="final-title">
    <h2 id="final-title">Results on the test set</h2>
    <dl className="facts-list">
      {testMetrics.map(({ key, label, unit, meaning }) => {
        const value = run.metrics.get(key)?.value;
        return (
          <div key={key} title={meaning}>
            <dt>{label}</dt>
            <dd>
              <MetricValue value={value} />{" "}
              {value !== undefined && <span className="faint">{unit}</span>}
            </dd>
          </div>
        );
      })}
    </dl>
  </section>
);

const keyOrder = new Intl.Collator(undefined, { numeric: true });

interface LoggedMetricsProps {
  readonly run: RunRecord;
  readonly title: string;
  /** Keys of metrics that the page shows elsewhere. */
  readonly without?: readonly string[];
}

/** The last value of each metric of a run. */
export const LoggedMetrics = ({ run, title, without = [] }: LoggedMetricsProps) => {
  const shown = [...run.metrics]
    .filter(([key]) => !without.includes(key) && (without.length === 0 || !isUnitRate(key)))
    .toSorted(([a], [b]) => keyOrder.compare(a, b));
  return (
    <section className="section" aria-labelledby="metrics-title">
      <h2 id="metrics-title">{title}</h2>
      {shown.length === 0 && <p className="faint">— none logged</p>}
      <ScrollBox className="facts-scroll" label={`${title}, by key`}>
        <dl className="facts-list long">
          {shown.map(([key, { value, step }]) => (
            <div key={key} title={`at step ${step}`}>
              <dt>{key}</dt>
              <dd>
                <MetricValue value={value} />
              </dd>
            </div>
          ))}
        </dl>
      </ScrollBox>
    </section>
  );
};

export const Params = ({ run }: { run: RunRecord }) => (
  <section className="section" aria-labelledby="params-title">
    <h2 id="params-title">Params</h2>
    {run.params.size === 0 && <p className="faint">— none logged</p>}
    <ScrollBox className="facts-scroll" label="Params, by key">
      <dl className="facts-list long">
        {splitParams([run]).constant.map((key) => (
          <div key={key} title={run.params.get(key)}>
            <dt>{key}</dt>
            <dd>
              <ParamValue name={key} value={run.params.get(key)} />
            </dd>
          </div>
        ))}
      </dl>
    </ScrollBox>
  </section>
);
