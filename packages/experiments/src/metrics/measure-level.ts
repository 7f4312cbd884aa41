/** How much is measured of a trial: what costs little, each epoch, or everything, at its end too. */
export const measureLevels = ["basic", "full"] as const;
export type MeasureLevel = (typeof measureLevels)[number];
