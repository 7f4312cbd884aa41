import { numberText } from "@vae-lab/viz";
import { PanelBoundary } from "../components/panel-boundary.tsx";
import { countText } from "../study/count-text.ts";
import { ComparisonTable } from "./comparison-table.tsx";
import { PairMatrix } from "./pair-matrix.tsx";
import type { VerifiedProperty } from "./verified-properties.ts";

const Unsupported = ({ unsupported }: Pick<VerifiedProperty, "unsupported">) => {
  const reasons = [...new Set(unsupported.map(({ reason }) => reason))];
  return reasons.map((reason) => (
    <p key={reason} className="reading">
      <b>Not compared</b> — {reason}:{" "}
      {unsupported
        .filter((pair) => pair.reason === reason)
        .map(({ divergence, estimator }) => `${estimator} of ${divergence}`)
        .join("; ")}
    </p>
  ));
};

interface PropertyPartProps {
  readonly property: VerifiedProperty;
  readonly isOpen: boolean;
  readonly onToggle: (isOpen: boolean) => void;
}

/** A property with its verdict; opened, it shows its pairs and all of its comparisons. */
export const PropertyPart = ({ property, isOpen, onToggle }: PropertyPartProps) => {
  const { name, rows, unsupported, failed, largest } = property;
  return (
    <details
      className="property"
      open={isOpen}
      onToggle={(event) => {
        if (event.currentTarget.open !== isOpen) onToggle(event.currentTarget.open);
      }}
    >
      <summary>
        <span className={failed > 0 ? "mark failed" : "mark passed"}>{failed > 0 ? "✕" : "✓"}</span>
        <span className="property-name">
          {name}
          <span className="faint">
            {failed > 0 ? `${failed} of ` : ""}
            {countText(rows.length, "comparison")}
            {failed > 0 ? " failed" : ""}
            {largest !== undefined &&
              `, largest deviation ${numberText(Number(largest.toFixed(1)))} s.e.`}
            {unsupported.length > 0 && `, ${countText(unsupported.length, "pair")} not compared`}
          </span>
        </span>
      </summary>
      {isOpen && (
        <PanelBoundary name={name}>
          <PairMatrix property={property} />
          {rows.length > 0 && <ComparisonTable name={name} rows={rows} />}
          <Unsupported unsupported={unsupported} />
        </PanelBoundary>
      )}
    </details>
  );
};
