import { useEffect } from "react";

/** Names the tab, and so the entry in the browser's history: the most specific part first. */
export const useTitle = (...parts: readonly (string | undefined)[]): void => {
  const title = [...parts.filter((part) => part !== undefined), "vae-lab"].join(" · ");
  useEffect(() => {
    document.title = title;
  }, [title]);
};
