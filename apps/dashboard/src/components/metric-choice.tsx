import { metricInfo } from "../study/metric-registry.ts";

interface MetricChoiceProps {
  readonly name: string;
  readonly options: readonly string[];
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
}

/** Chooses one metric by its label. */
export const MetricChoice = ({ name, options, chosen, onChoose }: MetricChoiceProps) => (
  <label className="inline">
    {name}{" "}
    <select value={chosen} onChange={(event) => onChoose(event.target.value)}>
      {options.map((key) => (
        <option key={key} value={key}>
          {metricInfo(key).label}
        </option>
      ))}
    </select>
  </label>
);
