import { useEffect, useRef } from "react";
import type { ExploreSearch } from "../page-search.ts";

/** How long a dragged code rests before the URL has it: browsers refuse hundreds of changes of a URL. */
const restMs = 200;

/** Keeps the decoded place in the URL. */
export const usePlaceInUrl = (
  setDragged: (place: readonly [number, number]) => void,
  change: (part: Partial<ExploreSearch>) => void,
) => {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const waiting = useRef<Partial<ExploreSearch>>({});
  useEffect(() => () => clearTimeout(timer.current), []);
  /** The part of the URL that is not written yet; the caller writes it. */
  const placePart = () => {
    clearTimeout(timer.current);
    const part = waiting.current;
    waiting.current = {};
    return part;
  };
  const onPlace = (next: readonly [number, number]) => {
    setDragged(next);
    clearTimeout(timer.current);
    waiting.current = { z: next.map((value) => value.toFixed(3)) };
    timer.current = setTimeout(() => change(placePart()), restMs);
  };
  return { onPlace, placePart };
};
