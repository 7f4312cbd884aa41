import { useEffect } from "react";

/** Sets the title of the tab, most specific part first. */
export const useTitle = (...parts: readonly (string | undefined)[]): void => {
  const title = [...parts.filter((part) => part !== undefined), "vae-lab"].join(" · ");
  useEffect(() => {
    document.title = title;
  }, [title]);
};
