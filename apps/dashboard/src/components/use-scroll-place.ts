import { useRouterState } from "@tanstack/react-router";
import { type RefObject, useEffect } from "react";

/** The layout is stable after this many milliseconds without a change. */
const calmMs = 4_000;
/** Delay in milliseconds before a scroll position is stored. */
const saveMs = 100;
const ownMoves = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

// Whether the page was opened by Back, Forward or reload.
let isReturn = ["reload", "back_forward"].includes(
  performance
    .getEntriesByType("navigation")
    .map((entry) => (entry as PerformanceNavigationTiming).type)[0] ?? "",
);
addEventListener("popstate", () => {
  isReturn = true;
});

/** The router's path is sometimes encoded and sometimes not. */
const decoded = (pathname: string): string => {
  try {
    return decodeURI(pathname);
  } catch {
    return pathname;
  }
};

// History entry of the last restored position.
let shown: string | undefined;

const placeKey = (pathname: string): string => {
  const index: unknown = history.state?.__TSR_index;
  return `vae-lab.scroll ${String(index)} ${pathname}`;
};

/**
 * Calls `show` on every layout change until the user interacts or the layout is stable. Returns a
 * function that stops it.
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
 * Scrolls the page (or `scroller`) to its previous position after Back, Forward or reload; otherwise to
 * the element named by the URL's hash, or to the top.
 */
export const useScrollPlace = (scroller?: RefObject<HTMLElement | null>): void => {
  const pathname = useRouterState({ select: ({ location }) => decoded(location.pathname) });
  const hash = useRouterState({ select: ({ location }) => location.hash });
  useEffect(() => {
    const element = scroller?.current ?? undefined;
    const key = placeKey(pathname);
    const entry = `${key} ${hash}`;
    // A remount within the same visit keeps the position.
    const kept = isReturn || entry === shown ? sessionStorage.getItem(key) : null;
    // Without its hash, the same page keeps its position too.
    const stays = !isReturn && hash === "" && shown?.startsWith(`${key} `) === true;
    isReturn = false;
    shown = entry;
    const named = hash === "" ? null : document.getElementById(hash);
    const scrollTo = (top: number) => () =>
      (element ?? window).scrollTo({ top, behavior: "instant" });
    let stop = () => {};
    if (kept !== null)
      stop = hold(element?.firstElementChild ?? document.body, scrollTo(Number(kept)));
    else if (named !== null)
      stop = hold(document.body, () =>
        named.scrollIntoView({ block: "start", behavior: "instant" }),
      );
    else if (!stays) scrollTo(0)();
    let later: ReturnType<typeof setTimeout> | undefined;
    const save = () => {
      later = undefined;
      sessionStorage.setItem(placeKey(pathname), String(element?.scrollTop ?? scrollY));
    };
    // Storage is too slow for every scroll event.
    const scrolled = () => {
      later ??= setTimeout(save, saveMs);
    };
    const flush = () => {
      if (later === undefined) return;
      clearTimeout(later);
      save();
    };
    const target = element ?? window;
    target.addEventListener("scroll", scrolled, { passive: true });
    addEventListener("pagehide", flush);
    // Clicks may leave the page before the timer ends.
    addEventListener("click", flush, { capture: true });
    return () => {
      stop();
      clearTimeout(later);
      target.removeEventListener("scroll", scrolled);
      removeEventListener("pagehide", flush);
      removeEventListener("click", flush, { capture: true });
    };
  }, [pathname, hash, scroller]);
};
