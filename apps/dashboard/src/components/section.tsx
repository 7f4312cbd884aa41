import { type ReactNode, useEffect, useRef, useState } from "react";
import { PanelBoundary } from "./panel-boundary.tsx";

interface SectionProps {
  readonly id: string;
  readonly title: string;
  /** How to read the section. */
  readonly reading: ReactNode;
  readonly controls?: ReactNode;
  /** Height in pixels that is reserved before the content is rendered. */
  readonly height?: number;
  readonly children: ReactNode;
}

/** Whether the element has been near the viewport. */
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
 * A collapsible section with an anchor. Its content is rendered when it first comes near the viewport,
 * and errors in it do not affect the page.
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
