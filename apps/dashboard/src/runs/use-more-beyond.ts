import { type RefObject, useLayoutEffect, useState } from "react";

/** Whether the element can scroll further to the right. */
export const useMoreBeyond = (ref: RefObject<HTMLElement | null>): boolean => {
  const [more, setMore] = useState(false);
  // Before the rows' own listener, which changes the table: reading a position after a change lays it out.
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const look = () => setMore(element.scrollLeft + element.clientWidth < element.scrollWidth - 1);
    const observer = new ResizeObserver(look);
    for (const part of [element, ...element.children]) observer.observe(part);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [ref]);
  return more;
};
