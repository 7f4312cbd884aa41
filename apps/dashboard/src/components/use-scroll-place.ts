import { useRouterState } from "@tanstack/react-router";
import { type RefObject, useEffect } from "react";

/** Milliseconds without a change of layout after which a page counts as laid out. */
const calmMs = 1_500;
const ownMoves = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

// Whether the page that is shown was come back to: by Back or Forward, or by reloading it.
let isReturn = ["reload", "back_forward"].includes(
  performance
    .getEntriesByType("navigation")
    .map((entry) => (entry as PerformanceNavigationTiming).type)[0] ?? "",
);
addEventListener("popstate", () => {
  isReturn = true;
});

/** The router gives a path now encoded, now not. */
const decoded = (pathname: string): string => {
  try {
    return decodeURI(pathname);
  } catch {
    return pathname;
  }
};

// The visit whose place was shown last.
let shown: string | undefined;

const placeKey = (pathname: string): string => {
  const index: unknown = history.state?.__TSR_index;
  return `vae-lab.scroll ${String(index)} ${pathname}`;
};

/**
 * Keeps calling `show` while the page is laid out, so that what it shows stays where it is: until the
 * reader moves, or nothing has changed for a while. Returns what stops it.
 */
const hold = (watched: Element, show: () => void): (() => void) => {
  const observer = new ResizeObserver(() => {
    show();
    clearTimeout(calm);
    calm = setTimeout(stop, calmMs);
  });
  const stop = () => {
    observer.disconnect();
    clearTimeout(calm);
    for (const move of ownMoves) removeEventListener(move, stop);
  };
  let calm = setTimeout(stop, calmMs);
  observer.observe(watched);
  for (const move of ownMoves) addEventListener(move, stop, { passive: true });
  show();
  return stop;
};

/**
 * Where the page, or the element that scrolls in it, stands: where the reader left it for a page that
 * was come back to, else at the element that the address names, else at the top.
 */
export const useScrollPlace = (scroller?: RefObject<HTMLElement | null>): void => {
  const pathname = useRouterState({ select: ({ location }) => decoded(location.pathname) });
  const hash = useRouterState({ select: ({ location }) => location.hash });
  useEffect(() => {
    const element = scroller?.current ?? undefined;
    const key = placeKey(pathname);
    const entry = `${key} ${hash}`;
    // A page that is made anew within one visit, as while its data changes, stays where it was.
    const kept = isReturn || entry === shown ? sessionStorage.getItem(key) : null;
    isReturn = false;
    shown = entry;
    const named = hash === "" ? null : document.getElementById(hash);
    const top = kept === null ? 0 : Number(kept);
    const stop =
      kept === null && named !== null
        ? hold(document.body, () => named.scrollIntoView({ block: "start", behavior: "instant" }))
        : hold(element?.firstElementChild ?? document.body, () =>
            (element ?? window).scrollTo({ top, behavior: "instant" }),
          );
    if (kept === null && named === null) stop();
    const save = () =>
      sessionStorage.setItem(placeKey(pathname), String(element?.scrollTop ?? scrollY));
    const target = element ?? window;
    target.addEventListener("scroll", save, { passive: true });
    return () => {
      stop();
      target.removeEventListener("scroll", save);
    };
  }, [pathname, hash, scroller]);
};
