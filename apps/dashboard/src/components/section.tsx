import { type ReactNode, useEffect, useRef, useState } from "react";
import { PanelBoundary } from "./panel-boundary.tsx";

interface SectionProps {
  readonly id: string;
  readonly title: string;
  /** One sentence: how to read what is below. */
  readonly reading: ReactNode;
  readonly controls?: ReactNode;
  /** Pixels kept free until the content is made. */
  readonly height?: number;
  readonly children: ReactNode;
}

/** True from when the element first comes near the window on. */
const useNear = () => {
  const ref = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (element === null || near) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true);
      },
      { rootMargin: "600px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [near]);
  return { ref, near };
};

/**
 * A part of a page that can be linked to and folded. Its content is made when it first comes near the
 * window, and an error in it stays in it.
 */
export const Section = (props: SectionProps) => {
  const { id, title, reading, controls, height = 80, children } = props;
  const { ref, near } = useNear();
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="section">
      <details open>
        <summary>
          <h2 id={`${id}-title`}>{title}</h2>
        </summary>
        <p className="reading">{reading}</p>
        <PanelBoundary name={title}>
          {controls !== undefined && <div className="controls">{controls}</div>}
          <div ref={ref} className="content" style={near ? {} : { minBlockSize: height }}>
            {near && children}
          </div>
        </PanelBoundary>
      </details>
    </section>
  );
};
