import { useEffect, useState } from "react";

/** The current time, updated every `every` milliseconds. */
export const useNow = (every = 1000): number => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
};
