import type { WindowEvent } from "../../shared/bridge.ts";
import { subscribe } from "./bridge.ts";

/** At most a quarter of the time goes into answers. */
const RESTS_PER_ANSWER = 3;

/**
 * Keeps an answer that is costly to make fresh: asks at once, and again after each event that touches it, but never
 * while a question is on its way. However fast events come, one question runs and at most one more waits; between
 * two, whoever answers them has `restMs` for other work, and more when an answer takes long.
 */
export function keepFresh<Answer>(options: {
  ask: () => Promise<Answer>;
  onAnswer: (answer: Answer) => void;
  isTouchedBy: (event: WindowEvent) => boolean;
  restMs?: number;
  listen?: (listener: (event: WindowEvent) => void) => () => void;
}): { refresh(): void; stop(): void } {
  const { ask, onAnswer, isTouchedBy, restMs = 0, listen = subscribe } = options;
  let isAsking = false;
  let isStale = false;
  let stopped = false;

  const refresh = async (): Promise<void> => {
    isStale = true;
    if (isAsking) return;
    isAsking = true;
    while (isStale && !stopped) {
      isStale = false;
      const askedAt = performance.now();
      const answer = await ask();
      if (!stopped) onAnswer(answer);
      const tookMs = performance.now() - askedAt;
      const pauseMs = restMs === 0 ? 0 : Math.max(restMs, tookMs * RESTS_PER_ANSWER);
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    isAsking = false;
  };

  const stopListening = listen((event) => {
    if (isTouchedBy(event)) void refresh();
  });
  void refresh();
  return {
    refresh: () => void refresh(),
    stop() {
      stopped = true;
      stopListening();
    },
  };
}
