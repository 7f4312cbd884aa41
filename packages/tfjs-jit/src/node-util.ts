import util from "node:util";

interface LegacyUtil {
  isArray(value: unknown): boolean;
  isNullOrUndefined(value: unknown): boolean;
}

// tfjs-node 4.22 calls these two. Node 23 removed the second; Node 22 and later print a deprecation
// warning for those that are left.
Object.assign(util as unknown as LegacyUtil, {
  isArray: Array.isArray,
  isNullOrUndefined: (value) => value === null || value === undefined,
} satisfies LegacyUtil);
