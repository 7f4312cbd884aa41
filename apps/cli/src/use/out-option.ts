import { statSync } from "node:fs";
import { extname } from "node:path";
import { InputError } from "@vae-lab/experiments/input-error";
import { valueOption } from "../command-line/value-option.ts";

/** Files that results are written to, and a folder of images. */
const formats = {
  ".npy": "npy",
  ".npz": "npz",
  ".csv": "csv",
  ".png": "png",
} as const;

export type OutFormat = (typeof formats)[keyof typeof formats] | "folder";

/** Where results go. */
export interface Out {
  readonly path: string;
  readonly format: OutFormat;
}

const isFolder = (path: string): boolean =>
  /[/\\]$/.test(path) || (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);

const formatOf = (path: string): OutFormat | undefined => {
  if (isFolder(path)) return "folder";
  const extension = extname(path).toLowerCase();
  if (extension === "") return "folder";
  return Object.hasOwn(formats, extension) ? formats[extension as keyof typeof formats] : undefined;
};

const nameOf = (format: OutFormat): string =>
  format === "folder" ? "be a folder" : `end in .${format}`;

/** `--out`, for results in one of these formats. */
export const outOption = (allowed: readonly OutFormat[], description: string) =>
  valueOption("--out <path>", description, (option, path): Out => {
    const format = formatOf(path);
    if (format !== undefined && allowed.includes(format)) return { path, format };
    throw new InputError(`${option} must ${allowed.map(nameOf).join(" or ")}, got ${path}`);
  }).makeOptionMandatory();
