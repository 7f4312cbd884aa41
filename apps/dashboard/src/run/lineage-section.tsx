import { Link } from "@tanstack/react-router";
import { Status } from "../components/status.tsx";
import { useLineage } from "../data/queries.ts";
import type { RunRecord } from "../sources/run-source.ts";

interface RelativeProps {
  readonly run: RunRecord;
  readonly of: RunRecord;
  readonly study: string;
}

const Relative = ({ run, of, study }: RelativeProps) => (
  <>
    {run.experimentId === of.experimentId ? (
      <Link to="/study/$study/run/$run" params={{ study, run: run.id }}>
        {run.name}
      </Link>
    ) : (
      <Link to="/run/$run" params={{ run: run.id }}>
        {run.name}
      </Link>
    )}{" "}
    <Status run={run} now={Date.now()} />
  </>
);

/** Datasets, logged models, parent and child runs; nothing if there are none. */
export const LineageSection = ({ run, study }: { run: RunRecord; study: string }) => {
  const { data, error } = useLineage(run);
  if (error !== null)
    return (
      <section className="section" aria-labelledby="lineage-title">
        <h2 id="lineage-title">Data, models and related runs</h2>
        <p className="reason">{error.message}</p>
      </section>
    );
  if (data === undefined) return null;
  const { datasets, models, parent, children } = data;
  if (datasets.length + models.length + children.length === 0 && parent === undefined) return null;
  return (
    <section className="section lineage" aria-labelledby="lineage-title">
      <h2 id="lineage-title">Data, models and related runs</h2>
      {parent !== undefined && (
        <p>
          Part of <Relative run={parent} of={run} study={study} />
        </p>
      )}
      {children.length > 0 && (
        <>
          <h3>Child runs</h3>
          <ul className="plain">
            {children.map((child) => (
              <li key={child.id}>
                <Relative run={child} of={run} study={study} />
              </li>
            ))}
          </ul>
        </>
      )}
      {datasets.length > 0 && (
        <>
          <h3>Datasets</h3>
          <ul className="plain">
            {datasets.map((dataset) => (
              <li key={`${dataset.name} ${dataset.digest} ${dataset.context}`}>
                {dataset.name} <code className="faint">{dataset.digest}</code>{" "}
                <span className="faint">
                  {[dataset.context, dataset.source].filter(Boolean).join(", ")}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {models.length > 0 && (
        <>
          <h3>Logged models</h3>
          <ul className="plain">
            {models.map((model) => (
              <li key={model.id}>
                {model.name} <code className="faint">{model.id}</code>{" "}
                <span className="faint">
                  {[model.type, model.status].filter(Boolean).join(", ")}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};
