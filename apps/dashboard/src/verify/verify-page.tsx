import { getRouteApi, Link } from "@tanstack/react-router";
import { numberText } from "@vae-lab/viz";
import { useMemo } from "react";
import { CopyButton } from "../components/copy-button.tsx";
import { durationText } from "../components/duration-text.ts";
import { Failure, Loading, Message } from "../components/message.tsx";
import { useScrollPlace } from "../components/use-scroll-place.ts";
import { useTitle } from "../components/use-title.ts";
import type { VerifySearch } from "../page-search.ts";
import { shortIds } from "../selection.ts";
import type { RunRecord } from "../sources/run-source.ts";
import { countText } from "../study/count-text.ts";
import { PropertyPart } from "./property-part.tsx";
import { useVerifyReport } from "./use-verify-report.ts";
import { verifiedProperties } from "./verified-properties.ts";
import type { VerifyReport } from "./verify-report.ts";
import "../styles/verify.css";

const route = getRouteApi("/verify");

const command = "npm run vae-lab -- verify";

const Command = () => (
  <p className="command">
    <code>{command}</code> <CopyButton text={command} name="the command" />
  </p>
);

const date = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

const labelOf = ({ name, params, startTime }: RunRecord): string => {
  const only = params.get("only");
  const part = only === undefined || only === "everything" ? "" : ` --only ${only}`;
  return `${name}${part} · ${date.format(startTime)}`;
};

const Summary = ({ report }: { report: VerifyReport }) => {
  const { passed, failed, unsupported, threshold, risk, statisticalComparisons } = report;
  const { seed, estimates, backend, seconds, broken, thorough } = report;
  return (
    <>
      <p className={failed > 0 ? "outcome failed" : "outcome passed"}>
        <b>
          {passed} passed, {failed} failed
        </b>
        {broken !== undefined && ` with the defect ${broken} injected, which a check must catch`}
      </p>
      <p className="faint">
        {statisticalComparisons} comparisons are statistical: each may deviate by{" "}
        {numberText(threshold)} standard errors, so that correct code fails with probability &lt;{" "}
        {risk}. {countText(unsupported.length, "pair")} cannot be compared, for the reasons given
        below. {thorough ? "With" : "Without"} the checks that take minutes; seed {seed},{" "}
        {estimates.toLocaleString("en")} estimates of each number, {backend},{" "}
        {durationText(seconds * 1_000)}.
      </p>
    </>
  );
};

const toggled = (keys: readonly string[], key: string, on: boolean): string[] | undefined => {
  const next = on ? [...new Set([...keys, key])] : keys.filter((other) => other !== key);
  return next.length === 0 ? undefined : next;
};

interface MatrixProps {
  readonly report: VerifyReport;
  readonly search: VerifySearch;
  readonly onChange: (part: VerifySearch) => void;
}

const Matrix = ({ report, search, onChange }: MatrixProps) => {
  const { q, failed, open = [] } = search;
  const properties = useMemo(
    () => verifiedProperties(report, { text: q, onlyFailed: failed }),
    [report, q, failed],
  );
  // A failure is never hidden in a closed part.
  const failing = properties.filter((property) => property.failed > 0).map(({ key }) => key);
  return (
    <section className="section" aria-label="Properties">
      <div className="controls">
        <div className="row">
          <input
            type="search"
            aria-label="Find a property, divergence or estimator"
            placeholder="Property, divergence or estimator"
            value={q ?? ""}
            onChange={(event) => onChange({ q: event.target.value || undefined })}
          />
          <label className="check">
            <input
              type="checkbox"
              checked={failed ?? false}
              onChange={(event) => onChange({ failed: event.target.checked || undefined })}
            />
            failures only
          </label>
        </div>
      </div>
      {properties.length === 0 && (
        <p className="faint" role="status">
          {failed ? "No comparison failed." : "No property, divergence or estimator has this text."}
        </p>
      )}
      {properties.map((property) => (
        <PropertyPart
          key={property.key}
          property={property}
          isOpen={open.includes(property.key) || failing.includes(property.key)}
          onToggle={(isOpen) => onChange({ open: toggled(open, property.key, isOpen) })}
        />
      ))}
    </section>
  );
};

/** The result of `vae-lab verify`: each property of the mathematics compared with exact answers. */
export const VerifyPage = () => {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { runs, run, report, error, isPending } = useVerifyReport(search.run);
  useTitle("Verify");
  useScrollPlace();
  const ids = runs.map(({ id }) => id);
  const change = (part: VerifySearch) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  return (
    <div className="sections verify-page">
      <header className="page-head">
        <h1>Verify</h1>
        <p className="faint">
          Divergences, estimators, bounds and evaluations against exact answers: integrals, sums and
          closed forms. <Link to="/museum">Known defects of other libraries</Link> show what the
          checks catch.
        </p>
        {run !== undefined && (
          <label className="inline">
            result{" "}
            <select
              value={run.id}
              onChange={(event) => change({ run: shortIds([event.target.value], ids)[0] })}
            >
              {runs.map((one) => (
                <option key={one.id} value={one.id}>
                  {labelOf(one)}
                </option>
              ))}
            </select>
          </label>
        )}
        {report !== undefined && <Summary report={report} />}
      </header>
      {error !== null && <Failure error={error} what="The result could not be read" heading="h2" />}
      {isPending && <Loading what="the result" />}
      {!isPending && run === undefined && error === null && (
        <Message title="No result yet">
          <p>The matrix runs in about a minute, and logs its result here:</p>
          <Command />
        </Message>
      )}
      {report !== undefined && (
        <>
          <Matrix report={report} search={search} onChange={change} />
          <p className="faint">Run it again:</p>
          <Command />
        </>
      )}
    </div>
  );
};
