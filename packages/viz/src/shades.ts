import type { Theme } from "./theme.ts";

type Triple = readonly [number, number, number];

const toLinear = (channel: number): number =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
const toGamma = (channel: number): number =>
  channel <= 0.0031308 ? 12.92 * channel : 1.055 * channel ** (1 / 2.4) - 0.055;

const linearOf = (hex: string): Triple => {
  const at = (from: number): number =>
    toLinear(Number.parseInt(hex.slice(from, from + 2), 16) / 255);
  return [at(1), at(3), at(5)];
};

/** Linear sRGB to Oklab (Ottosson 2020). */
const oklabOf = ([r, g, b]: Triple): Triple => {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
};

const linearFrom = ([lightness, a, b]: Triple): Triple => {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
};

const hexOf = (linear: Triple): string =>
  `#${linear
    .map((channel) => {
      const byte = Math.round(255 * toGamma(Math.min(1, Math.max(0, channel))));
      return byte.toString(16).padStart(2, "0");
    })
    .join("")}`;

/** Relative luminance (WCAG 2.2). */
export const luminance = (hex: string): number => {
  const [r, g, b] = linearOf(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const isInGamut = (linear: Triple): boolean =>
  linear.every((channel) => channel >= -0.001 && channel <= 1.001);

/** The colour with this Oklab lightness and the hue of `hex`, with the largest chroma in sRGB. */
const withLightness = (hex: string, lightness: number): string => {
  const [, a, b] = oklabOf(linearOf(hex));
  for (let share = 1; share > 0; share -= 0.05) {
    const linear = linearFrom([lightness, share * a, share * b]);
    if (isInGamut(linear)) return hexOf(linear);
  }
  return hexOf(linearFrom([lightness, 0, 0]));
};

/** Range of lightness with a contrast of at least 3:1 to the theme's surface. */
const ends: Readonly<Record<Theme, readonly [weakest: number, strongest: number]>> = {
  light: [0.65, 0.33],
  dark: [0.55, 0.92],
};

/**
 * A shade of a colour by `position` in [0, 1], from the lowest to the highest contrast with the theme's
 * surface. All shades have the same hue and a contrast of at least 3:1.
 */
export const shade = (hex: string, position: number, theme: Theme): string => {
  const [weakest, strongest] = ends[theme];
  return withLightness(hex, weakest + position * (strongest - weakest));
};
