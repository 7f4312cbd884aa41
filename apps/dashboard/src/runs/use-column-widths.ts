import { useCallback, useState } from "react";

const storageKey = "vae-lab.column-widths";
const [minWidth, maxWidth] = [44, 900];

const read = (): ReadonlyMap<string, number> => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "[]");
    if (!Array.isArray(kept)) return new Map();
    return new Map(kept.filter((pair) => Array.isArray(pair) && typeof pair[1] === "number"));
  } catch {
    return new Map();
  }
};

/** Column widths set by the user, by key; stored in this browser. */
export const useColumnWidths = () => {
  const [widths, setWidths] = useState(read);
  const resize = useCallback((key: string, width: number) => {
    setWidths((before) => {
      const next = new Map(before).set(key, Math.min(maxWidth, Math.max(minWidth, width)));
      localStorage.setItem(storageKey, JSON.stringify([...next]));
      return next;
    });
  }, []);
  return { widths, resize };
};
