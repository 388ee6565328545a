import type { WindowEvent } from "../../shared/bridge.ts";
import { subscribe } from "./bridge.ts";

/** A question that is kept up to date by events. */
export interface Following {
  /** Asks again, for example after a failure. */
  askAgain(): void;
  stop(): void;
}

/**
 * Follows one truth: listens first, then asks, and hands on the events that came in between only after the answer.
 * So no change is lost, and none is undone by an answer that was on its way. Events carry whole states, so an event
 * that the answer already contained does no harm.
 */
export function follow<Answer>(options: {
  ask: () => Promise<Answer>;
  onAnswer: (answer: Answer) => void;
  onEvent: (event: WindowEvent) => void;
  listen?: (listener: (event: WindowEvent) => void) => () => void;
}): Following {
  const { ask, onAnswer, onEvent, listen = subscribe } = options;
  let waiting: WindowEvent[] | null = [];
  let questions = 0;
  let stopped = false;

  const stopListening = listen((event) => {
    if (waiting) waiting.push(event);
    else onEvent(event);
  });

  const askAgain = async (): Promise<void> => {
    const question = ++questions;
    waiting ??= [];
    const answer = await ask();
    if (stopped || question !== questions) return;
    const heard = waiting;
    waiting = null;
    onAnswer(answer);
    for (const event of heard) onEvent(event);
  };

  void askAgain();
  return {
    askAgain: () => void askAgain(),
    stop() {
      stopped = true;
      stopListening();
    },
  };
}
