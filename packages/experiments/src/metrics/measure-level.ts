/** What can be measured at the end of a trial, by what it is about. */
export const measureGroups = [
  "collapse",
  "blur",
  "generation",
  "generalisation",
  "posterior",
] as const;
export type MeasureGroup = (typeof measureGroups)[number];

/** How much is measured of a trial: what costs little, each epoch, and at its end one group or all. */
export const measureLevels = ["basic", ...measureGroups, "full"] as const;
export type MeasureLevel = (typeof measureLevels)[number];

/** The groups that a level measures at the end of a trial. */
export const groupsOf = (level: MeasureLevel): readonly MeasureGroup[] => {
  if (level === "basic") return [];
  return level === "full" ? measureGroups : [level];
};
