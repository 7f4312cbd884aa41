import { useEffect, useRef, useState } from "react";

/**
 * The answer to the last question. While one is computed the answer before stays, and of the questions
 * that come meanwhile only the newest is asked.
 */
export const useAnswer = <Answer>(
  ask: (() => Promise<Answer>) | undefined,
  key: string,
): Answer | undefined => {
  const [answer, setAnswer] = useState<Answer>();
  const running = useRef(false);
  const waiting = useRef<(() => Promise<Answer>) | undefined>(undefined);
  const isMounted = useRef(true);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the question
  useEffect(() => {
    if (ask === undefined) return;
    waiting.current = ask;
    const answerAll = async () => {
      if (running.current) return;
      running.current = true;
      try {
        while (waiting.current !== undefined && isMounted.current) {
          const next = waiting.current;
          waiting.current = undefined;
          const found = await next();
          if (isMounted.current) setAnswer(() => found);
        }
      } finally {
        running.current = false;
      }
    };
    void answerAll();
  }, [key]);
  return answer;
};
