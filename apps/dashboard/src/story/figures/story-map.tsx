import { classColour } from "@vae-lab/viz";
import type { ReactNode } from "react";
import { useTheme } from "../../components/theme.tsx";
import { CodeMap } from "../../explore/code-map.tsx";
import { planeOfUnits } from "../../explore/projection.ts";
import type { StoryModel } from "../models/load-models.ts";

const plane = planeOfUnits(2, [0, 1]);
const digits = Array.from({ length: 10 }, (_, digit) => digit);

/** The colour of each digit. */
const Legend = () => {
  const { theme } = useTheme();
  return (
    <ul className="story-legend" aria-label="Colours of the digits">
      {digits.map((digit) => (
        <li key={digit}>
          <span style={{ background: classColour(digit, theme) }} />
          {digit}
        </li>
      ))}
    </ul>
  );
};

interface StoryMapProps {
  readonly shown: StoryModel;
  readonly title: string;
  readonly place: readonly [number, number];
  readonly onPlace: (place: readonly [number, number]) => void;
  readonly picked?: number | undefined;
  readonly onPick?: (index: number | undefined) => void;
  readonly cloud?: { readonly mean: ArrayLike<number>; readonly sds: ArrayLike<number> };
  readonly children: ReactNode;
}

/** The codes of the story's images, coloured by digit. */
export const StoryMap = (props: StoryMapProps) => {
  const { shown, title, place, onPlace, picked, onPick, cloud, children } = props;
  return (
    <div className="story-map">
      <CodeMap
        title={title}
        run={shown.run}
        projection={plane}
        colouring="class"
        place={place}
        onPlace={onPlace}
        picked={picked}
        onPick={onPick ?? (() => {})}
        {...(cloud && { cloud })}
        caption={children}
      />
      <Legend />
    </div>
  );
};
