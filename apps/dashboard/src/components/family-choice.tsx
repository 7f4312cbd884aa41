import { type Family, familyLabels } from "../study/families.ts";

interface FamilyChoiceProps {
  readonly families: readonly Family[];
  readonly family: Family | undefined;
  readonly onFamily: (key: string) => void;
}

/** Chooses models that differ only in regulariser, beta, estimator and seed, if there are several such families. */
export const FamilyChoice = ({ families, family, onFamily }: FamilyChoiceProps) => {
  if (families.length < 2) return null;
  const labels = familyLabels(families);
  return (
    <label className="inline">
      models{" "}
      <select
        value={family?.key}
        title={family?.name}
        onChange={(event) => onFamily(event.target.value)}
      >
        {families.map(({ key, name, runs }) => (
          <option key={key} value={key} title={name}>
            {labels.get(key)} ({runs.length})
          </option>
        ))}
      </select>
    </label>
  );
};
