import { directionLook } from "@vae-lab/viz";
import { paramText } from "../study/param-text.ts";
import { metricText } from "./metric-text.ts";
import { useTheme } from "./theme.tsx";

const marks = { circle: "●", triangle: "▲", square: "■", diamond: "◆", star: "★" } as const;

/** A param: directions have their colour and symbol; a missing param is a dash. */
export const ParamValue = ({ name, value }: { name: string; value: string | undefined }) => {
  const { theme } = useTheme();
  if (value === undefined) return <span className="faint">—</span>;
  const text = paramText(name, value);
  if (name !== "objective.regulariser") return <span title={value}>{text}</span>;
  const { colour, symbol } = directionLook(value, theme);
  return (
    <span title={value}>
      <span style={{ color: colour }} aria-hidden="true">
        {marks[symbol]}
      </span>{" "}
      {text}
    </span>
  );
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
