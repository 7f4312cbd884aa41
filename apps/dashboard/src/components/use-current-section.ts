import { useEffect, useState } from "react";

/** Pixels from the top of the window that determine the current section. */
const readingLine = 140;

/** The id of the current section: the last one whose top is above the reading line. */
export const useCurrentSection = (ids: readonly string[]): string | undefined => {
  const [current, setCurrent] = useState<string>();
  const wanted = ids.join(" ");
  useEffect(() => {
    let frame = 0;
    const look = () => {
      frame = 0;
      const sections = wanted
        .split(" ")
        .flatMap((id) => document.getElementById(id) ?? [])
        .map((element) => ({ id: element.id, top: element.getBoundingClientRect().top }));
      const { scrollTop, scrollHeight, clientHeight } = document.documentElement;
      const isAtEnd = scrollTop > 0 && scrollTop + clientHeight >= scrollHeight - 2;
      const passed = isAtEnd ? sections : sections.filter(({ top }) => top <= readingLine);
      setCurrent((passed.at(-1) ?? sections[0])?.id);
    };
    const later = () => {
      if (frame === 0) frame = requestAnimationFrame(look);
    };
    const observer = new ResizeObserver(later);
    observer.observe(document.body);
    addEventListener("scroll", later, { passive: true });
    look();
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      removeEventListener("scroll", later);
    };
  }, [wanted]);
  return current;
};
