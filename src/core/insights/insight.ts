import type { PullRequestInScope } from "./pull-requests-in-scope.ts";

/** An insight in the making: hears of every pull request in scope once, then says what came of it. */
export interface InsightInTheMaking<Value> {
  add(pullRequest: PullRequestInScope): void;
  finish(): Value;
}

/** A duration in milliseconds. Clocks differ, and history can be rewritten: a duration is never negative. */
export const durationBetween = (from: number, until: number): number => Math.max(0, until - from);
