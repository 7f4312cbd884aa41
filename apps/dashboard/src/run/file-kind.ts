export type FileKind = "text" | "json" | "image" | "other";

const kinds: Readonly<Record<string, FileKind>> = {
  txt: "text",
  md: "text",
  log: "text",
  csv: "text",
  yaml: "text",
  yml: "text",
  json: "json",
  png: "image",
  svg: "image",
  webp: "image",
};

/** More than this is for an editor, not for a page. */
const readable = 1_000_000;

/** How a page shows a file: by the end of its name; too large a text, or any other file, is a link. */
export const fileKind = ({ path, size }: { path: string; size: number }): FileKind => {
  const kind = kinds[path.slice(path.lastIndexOf(".") + 1).toLowerCase()] ?? "other";
  return kind !== "image" && size > readable ? "other" : kind;
};

/** JSON on lines of its own; what is no JSON after all stays as it is. */
export const laidOut = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};

export const sizeText = (bytes: number): string => {
  const [unit, size] =
    bytes < 1000 ? ["B", bytes] : bytes < 1e6 ? ["kB", bytes / 1e3] : ["MB", bytes / 1e6];
  return `${size >= 10 ? Math.round(Number(size)) : Number(Number(size).toFixed(1))} ${unit}`;
};
