import type { ReactNode } from "react";

interface ScrollBoxProps {
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
}

/** A part of the page with a scroll bar of its own, which keys can reach. */
export const ScrollBox = ({ label, className, children }: ScrollBoxProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
  <section className={className} aria-label={label} tabIndex={0}>
    {children}
  </section>
);
