import { workerData } from "node:worker_threads";
import { createTaskAnswerer } from "../core/reader/answer-tasks.ts";
import type { ReaderAnswer, ReaderFolders, ReaderTask } from "../shared/reader-tasks.ts";
import type { Result } from "../shared/result.ts";

/* The thread that runs long queries, so that the one that draws the window never does. */

const answerer = createTaskAnswerer(workerData as ReaderFolders);

/** Answers one task; Piscina calls it. */
export default function answer(task: ReaderTask): Result<ReaderAnswer> {
  return answerer.answer(task);
}
