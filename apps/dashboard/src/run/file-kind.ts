export type FileKind = "text" | "json" | "image" | "drawing" | "other";

const kinds: ReadonlyMap<string, FileKind> = new Map([
  ...["txt", "md", "log", "csv", "tsv", "yaml", "yml", "toml", "py", "xml", "html"].map(
    (end) => [end, "text"] as const,
  ),
  ...["json", "geojson"].map((end) => [end, "json"] as const),
  ...["png", "jpg", "jpeg", "gif", "webp"].map((end) => [end, "image"] as const),
  ["svg", "drawing"],
]);

/** More than this is for an editor, not for a page. */
const readable = 1_000_000;

/** How a page shows a file: by the end of its name; too large a text, or any other file, is a link. */
export const fileKind = ({ path, size }: { path: string; size: number }): FileKind => {
  const kind = kinds.get(path.slice(path.lastIndexOf(".") + 1).toLowerCase()) ?? "other";
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
