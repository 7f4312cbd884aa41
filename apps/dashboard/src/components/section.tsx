import { type ReactNode, useEffect, useRef, useState } from "react";

interface SectionProps {
  readonly id: string;
  readonly title: string;
  /** One sentence: how to read what is below. */
  readonly reading: ReactNode;
  readonly controls?: ReactNode;
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

/** A part of a page that can be linked to and folded; its content is made when it is first near. */
export const Section = ({ id, title, reading, controls, children }: SectionProps) => {
  const { ref, near } = useNear();
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="section">
      <details open>
        <summary>
          <h2 id={`${id}-title`}>{title}</h2>
        </summary>
        <p className="reading">{reading}</p>
        {controls !== undefined && <div className="controls">{controls}</div>}
        <div ref={ref} className="content">
          {near && children}
        </div>
      </details>
    </section>
  );
};
