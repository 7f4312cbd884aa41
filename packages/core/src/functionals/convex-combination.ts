import { requireShare } from "../arguments.ts";
import type { Functional } from "./functional.ts";

/** share · F + (1 − share) · G of the same samples. */
export const convexCombination = (share: number, f: Functional, g: Functional): Functional => {
  requireShare("share", share);
  const combined =
    (part: "value" | "slopes" | "curvatures"): Functional["value"] =>
    (logW) =>
      f[part](logW)
        .mul(share)
        .add(g[part](logW).mul(1 - share));
  return {
    name: `${share} ${f.name} + ${1 - share} ${g.name}`,
    value: combined("value"),
    slopes: combined("slopes"),
    curvatures: combined("curvatures"),
  };
};
