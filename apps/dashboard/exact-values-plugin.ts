import type { Plugin } from "vite";

/** The files of studies, which import what computes their exact values when they are asked for them. */
const study = /experiments[\\/]src[\\/]studies[\\/][^\\/]+\.ts$/;

const imported = /\bimport\(\s*"[^"]*"\s*,?\s*\)/g;

const refusal =
  'Promise.reject(new Error("cannot compute exact values in a page; run vae-lab report STUDY"))';

/** Leaves exact values of studies, which need Node, out of the page: it shows those of published reports. */
export const withoutExactValues = (): Plugin => ({
  name: "without-exact-values",
  enforce: "pre",
  transform: (code, id) =>
    study.test(id) ? { code: code.replace(imported, refusal), map: null } : undefined,
});
