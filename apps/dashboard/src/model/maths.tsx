import { createElement, type ReactNode } from "react";

/** The parts of a formula: words, numbers, groups, and single signs. */
const token = /[A-Za-z]{2,}|[0-9]+(?:\.[0-9]+)?|\s+|./gu;
const isName = (text: string): boolean => /^[\p{L}]$/u.test(text);
const isWord = (text: string): boolean => /^[A-Za-z]{2,}$/.test(text);

/** Reads tokens up to a closing brace. A word is set off by a space. `_` and `^` take the next token or group as an index. */
const rowOf = (tokens: string[]): ReactNode[] => {
  const row: ReactNode[] = [];
  let last = "";
  const next = (): ReactNode => {
    const text = tokens.shift() ?? "";
    if (text === "{") return createElement("mrow", { key: tokens.length }, ...rowOf(tokens));
    const kind = isWord(text) ? "mtext" : isName(text) ? "mi" : /^[0-9]/.test(text) ? "mn" : "mo";
    // By default brackets and bars stretch to the height of their row, indices included.
    const size = /^[()[\]|‖]$/.test(text) ? { stretchy: "false" } : {};
    return createElement(kind, { key: tokens.length, ...size }, text);
  };
  while (tokens.length > 0) {
    const [text = ""] = tokens;
    if (text === "}") {
      tokens.shift();
      return row;
    }
    if (text === "_" || text === "^") {
      tokens.shift();
      const base = row.pop();
      row.push(createElement(text === "_" ? "msub" : "msup", { key: tokens.length }, base, next()));
    } else if (/^\s/.test(text)) {
      tokens.shift();
      if (isWord(last) || isWord(tokens[0] ?? ""))
        row.push(createElement("mspace", { key: tokens.length, width: "0.2em" }));
    } else {
      last = text;
      row.push(next());
    }
  }
  return row;
};

/** A formula as MathML, written as text: `E_{q(z|x)} [log p(x|z)]`. The keyboard can scroll a wide one. */
export const Maths = ({ children }: { readonly children: string }) =>
  createElement("math", { display: "block", tabIndex: 0 }, ...rowOf(children.match(token) ?? []));

interface FormulaProps {
  /** What the formulas say. */
  readonly title: string;
  readonly children: ReactNode;
}

/** Formulas for readers who ask for them. */
export const Formula = ({ title, children }: FormulaProps) => (
  <details className="formula">
    <summary>In formulas: {title}</summary>
    {children}
  </details>
);
