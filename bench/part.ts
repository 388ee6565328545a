import type { Section } from "./report/section.ts";

/** How thorough a run is. */
export interface BenchOptions {
  /** Scripts that take minutes are run to their end instead of being scaled up or stopped. */
  isFull: boolean;
}

/** One part of the bench. */
export interface Part {
  name: string;
  /** What it measures, in half a line. */
  summary: string;
  measure(options: BenchOptions): Promise<Section>;
}
