import { statSync } from "node:fs";

const stampOf = (path) => {
  const { mtimeMs, size } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return `${mtimeMs} ${size}`;
};

/** Times and sizes of files, by which a change is noticed without reading them. */
export const stampsOf = (paths) => Object.fromEntries(paths.map((path) => [path, stampOf(path)]));

/** Whether one of the files was written after a time in milliseconds. */
export const changedSince = (time, paths) =>
  paths.some((path) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? time) > time);

/** Whether all files are as they were. */
export const hasStamps = (stamps) =>
  Object.entries(stamps).every(([path, stamp]) => stampOf(path) === stamp);
