/** Colour scheme of a figure. */
export type Theme = "light" | "dark";

/** Colours of a theme that do not encode data. */
export interface Ink {
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
}

const inks: Record<Theme, Ink> = {
  light: { surface: "#ffffff", text: "#1d2330", muted: "#667085", grid: "#e7eaf0" },
  dark: { surface: "#161b22", text: "#e6eaf1", muted: "#97a1b2", grid: "#2b323d" },
};

export const inkOf = (theme: Theme): Ink => inks[theme];

export const fontFamily = "Inter, system-ui, 'Helvetica Neue', Arial, sans-serif";
