// As one object: a Node to be refused lacks statfsSync, and would refuse this import in its own words.
import fs from "node:fs";
import { dirname } from "node:path";

const nearestExisting = (folder) =>
  fs.existsSync(folder) ? folder : nearestExisting(dirname(folder));

/** Bytes that this user may still write where `folder` is, or will be. */
export const freeBytes = (folder) => {
  const { bavail, bsize } = fs.statfsSync(nearestExisting(folder));
  return bavail * bsize;
};

export const gigabytes = (bytes) => `${(bytes / 1e9).toFixed(1)} GB`;

/** The lack of disk space in `folder`, as a sentence; undefined where there is enough. */
export const shortage = (folder, needed, free = freeBytes(folder)) =>
  free >= needed
    ? undefined
    : `${folder} has ${gigabytes(free)} free, ${gigabytes(needed)} needed; free ${gigabytes(needed - free)}`;
