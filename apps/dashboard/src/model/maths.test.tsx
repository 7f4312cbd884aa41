import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Maths } from "./maths.tsx";

const markup = (text: string): string =>
  renderToStaticMarkup(<Maths>{text}</Maths>).replace(/^<math[^>]*>|<\/math>$/g, "");

test("letters, words, numbers and signs become elements of their kind", () => {
  expect(markup("log p + 12")).toBe(
    '<mtext>log</mtext><mspace width="0.2em"></mspace><mi>p</mi><mo>+</mo><mn>12</mn>',
  );
});

test("an index or a power is the next sign or group", () => {
  expect(markup("σ_k^2")).toBe("<msup><msub><mi>σ</mi><mi>k</mi></msub><mn>2</mn></msup>");
  expect(markup("E_{q|x} f")).toBe(
    '<msub><mi>E</mi><mrow><mi>q</mi><mo stretchy="false">|</mo><mi>x</mi></mrow></msub><mi>f</mi>',
  );
});
