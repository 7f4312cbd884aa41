import { testMetrics } from "@vae-lab/experiments/metrics";
import { MeasureValue, ParamValue } from "../components/param-value.tsx";
import type { RunRecord } from "../sources/run-source.ts";
import { splitParams } from "../study/params.ts";

/** The last measurements on the test set; what does not apply to the model is a dash. */
export const FinalMeasures = ({ run }: { run: RunRecord }) => (
  <section className="section" aria-labelledby="final-title">
    <h2 id="final-title">Measured on the test set</h2>
    <dl className="facts-list">
      {testMetrics.map(({ key, label, unit, meaning }) => (
        <div key={key} title={meaning}>
          <dt>{label}</dt>
          <dd>
            <MeasureValue value={run.measures[key]} />{" "}
            {run.measures[key] !== undefined && <span className="faint">{unit}</span>}
          </dd>
        </div>
      ))}
    </dl>
  </section>
);

/** Every metric of a run that is no trial, as it was logged last. */
export const LoggedMetrics = ({ run }: { run: RunRecord }) => (
  <section className="section" aria-labelledby="metrics-title">
    <h2 id="metrics-title">Metrics</h2>
    {Object.keys(run.measures).length === 0 && <p className="faint">— none logged</p>}
    <dl className="facts-list long">
      {Object.entries(run.measures)
        .toSorted(([a], [b]) => a.localeCompare(b))
        .map(([key, value]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>
              <MeasureValue value={value} />
            </dd>
          </div>
        ))}
    </dl>
  </section>
);

export const Params = ({ run }: { run: RunRecord }) => (
  <section className="section" aria-labelledby="params-title">
    <h2 id="params-title">Params</h2>
    <dl className="facts-list">
      {splitParams([run]).constant.map((key) => (
        <div key={key}>
          <dt>{key}</dt>
          <dd>
            <ParamValue name={key} value={run.params[key]} />
          </dd>
        </div>
      ))}
    </dl>
  </section>
);
