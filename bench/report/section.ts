/** Part of the report: what was measured, and how it compares with what was asked for. */
export interface Section {
  title: string;
  /** Paragraphs in Markdown. */
  text: string[];
  tables: Table[];
  goals: Goal[];
}

export interface Table {
  head: string[];
  rows: string[][];
}

export interface Goal {
  text: string;
  measured: string;
  isMet: boolean;
}
