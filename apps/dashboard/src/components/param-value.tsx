import { directionLook, nameOf, numberText } from "@vae-lab/viz";
import { metricText } from "./metric-text.ts";
import { useTheme } from "./theme.tsx";

const marks = { circle: "●", triangle: "▲", square: "■", diamond: "◆", star: "★" } as const;

/** A param: directions have their colour and symbol; a missing param is a dash. */
export const ParamValue = ({ name, value }: { name: string; value: string | undefined }) => {
  const { theme } = useTheme();
  if (value === undefined) return <span className="faint">—</span>;
  if (name === "objective.regulariser") {
    const { colour, symbol } = directionLook(value, theme);
    return (
      <span title={value}>
        <span style={{ color: colour }} aria-hidden="true">
          {marks[symbol]}
        </span>{" "}
        {nameOf(value)
          .replace(", summed over units", ", per unit")
          .replace(/\([qp]||[qp]\)/, "")}
      </span>
    );
  }
  if (name === "inference.kind" || name === "estimator.kind")
    return <span title={nameOf(value)}>{nameOf(value)}</span>;
  const number = Number(value);
  return <span>{value !== "" && Number.isFinite(number) ? numberText(number) : value}</span>;
};

/** A metric: a missing value is a dash; NaN and infinity are shown as such. */
export const MetricValue = ({ value }: { value: number | undefined }) =>
  value === undefined ? (
    <span className="faint">—</span>
  ) : (
    <span className={Number.isFinite(value) ? undefined : "broken"} title={String(value)}>
      {metricText(value)}
    </span>
  );
