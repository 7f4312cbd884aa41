import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { CodeText } from "./code-text.tsx";

const html = (text: string): string => renderToStaticMarkup(<CodeText text={text} />);

test("parts between backticks are code, and a backtick alone stays", () => {
  expect(html("`a --b` asks, and `c`.")).toBe("<code>a --b</code> asks, and <code>c</code>.");
  expect(html("a `b` and `c")).toBe("a <code>b</code> and `c");
  expect(html("none")).toBe("none");
});
