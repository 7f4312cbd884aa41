import { type RefObject, useLayoutEffect, useMemo, useState } from "react";

/** The range of rendered columns, and the width of those before and after. */
export interface ColumnWindow {
  readonly from: number;
  readonly to: number;
  readonly before: number;
  readonly after: number;
}

const overscan = 300;

/** The columns in view, plus 300 pixels on either side. */
export const columnWindow = (
  widths: readonly number[],
  { left, width }: { readonly left: number; readonly width: number },
): ColumnWindow => {
  const [low, high] = [left - overscan, left + width + overscan];
  let [from, to, at, before] = [0, widths.length, 0, 0];
  for (const [index, own] of widths.entries()) {
    if (at + own < low) {
      from = index + 1;
      before = at + own;
    }
    if (at > high) {
      to = index;
      break;
    }
    at += own;
  }
  const after = widths.slice(to).reduce((sum, own) => sum + own, 0);
  return { from, to, before, after };
};

/** The range of columns in view of a scrolling element with `fixed` pixels of sticky columns. */
export const useColumnWindow = (
  ref: RefObject<HTMLElement | null>,
  widths: readonly number[],
  fixed: number,
): ColumnWindow => {
  const [view, setView] = useState({ left: 0, width: 1600 });
  // Before the rows' own listener, which changes the table: reading a position after a change lays it out.
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const look = () => {
      // Steps of 100 pixels avoid rendering on every scroll event.
      const left = Math.floor(element.scrollLeft / 100) * 100;
      const width = Math.ceil((element.clientWidth - fixed) / 100) * 100 + 100;
      setView((before) =>
        before.left === left && before.width === width ? before : { left, width },
      );
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    look();
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [ref, fixed]);
  return useMemo(() => columnWindow(widths, view), [widths, view]);
};
