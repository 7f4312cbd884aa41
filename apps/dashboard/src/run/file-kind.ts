export type FileKind = "text" | "json" | "image" | "drawing" | "other";

const kinds: ReadonlyMap<string, FileKind> = new Map([
  ...["txt", "md", "log", "csv", "tsv", "yaml", "yml", "toml", "py", "xml", "html"].map(
    (end) => [end, "text"] as const,
  ),
  ...["json", "geojson"].map((end) => [end, "json"] as const),
  ...["png", "jpg", "jpeg", "gif", "webp"].map((end) => [end, "image"] as const),
  ["svg", "drawing"],
]);

/** Maximum size of a text to show, in bytes. */
const readable = 1_000_000;

/** How to show a file, by its extension; `other` files and large texts only have a link. */
export const fileKind = ({ path, size }: { path: string; size: number }): FileKind => {
  const kind = kinds.get(path.slice(path.lastIndexOf(".") + 1).toLowerCase()) ?? "other";
  return kind !== "image" && size > readable ? "other" : kind;
};

/** Formats JSON; text that is not JSON is unchanged. */
export const formattedJson = (text: string): string => {
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
