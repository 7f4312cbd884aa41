import { type ReactNode, useEffect, useRef } from "react";

interface MenuProps {
  readonly name: string;
  readonly onOpen?: () => void;
  readonly children: ReactNode;
}

/** A button with a popup; Escape, clicks outside and the focus of an element outside close it. */
export const Menu = ({ name, onOpen, children }: MenuProps) => {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      const element = details.current;
      if (element === null || !element.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== "Escape") return;
        element.querySelector("summary")?.focus();
      } else if (event.target instanceof Node && element.contains(event.target)) return;
      element.open = false;
    };
    addEventListener("pointerdown", close);
    addEventListener("keydown", close);
    return () => {
      removeEventListener("pointerdown", close);
      removeEventListener("keydown", close);
    };
  }, []);
  return (
    <details
      ref={details}
      className="menu"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget !== null && !currentTarget.contains(relatedTarget))
          currentTarget.open = false;
      }}
      onToggle={(event) => {
        if (event.currentTarget.open) onOpen?.();
      }}
    >
      <summary>{name}</summary>
      <div className="menu-panel">{children}</div>
    </details>
  );
};
