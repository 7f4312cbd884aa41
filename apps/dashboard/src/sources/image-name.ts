/**
 * Parses kind and epoch from the file name of an image logged with MLflow:
 * `images/<kind>+step+<epoch>+timestamp+<ms>+<uuid>.png` (older servers write % for +).
 */
export const readImageName = (path: string): { kind: string; epoch: number } | undefined => {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const match = /^(.+?)[+%]step[+%](\d+)[+%]timestamp[+%]\d+[+%][^+%]+\.(?:png|webp)$/.exec(name);
  const [, kind, epoch] = match ?? [];
  if (kind === undefined || epoch === undefined || name.includes("+compressed.")) return undefined;
  return { kind, epoch: Number(epoch) };
};

export const readCodesName = (path: string): number | undefined => {
  const digits = /epoch-(\d+)\.json$/.exec(path)?.[1];
  return digits === undefined ? undefined : Number(digits);
};
