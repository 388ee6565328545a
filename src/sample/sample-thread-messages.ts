import type { ControlAnswer, ControlCommand } from "./control.ts";

/** To the thread in which the sample server runs. */
export type ToServerThread = { kind: "control"; number: number; command: ControlCommand } | { kind: "close" };

/** From it. */
export type FromServerThread =
  | { kind: "ready"; apiUrl: string; token: string; organization: string }
  | { kind: "answer"; number: number; answer: ControlAnswer };
