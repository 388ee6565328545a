/** In letters of their bodies; what comes after is made anew each time. */
const mostKept = 64 * 1024 * 1024;

/**
 * Answers to questions, to be given again as long as nothing has changed. GitHub's work is done on GitHub's machines; a
 * server that shares its processor with the client to be measured takes from it what in reality nobody takes.
 */
export class KeptAnswers<Answer> {
  readonly #byQuestion = new Map<string, Answer>();
  #letters = 0;

  find(question: string): Answer | undefined {
    return this.#byQuestion.get(question);
  }

  keep(question: string, answer: Answer, letters: number): void {
    if (this.#letters + letters > mostKept) return;
    this.#letters += letters;
    this.#byQuestion.set(question, answer);
  }

  /** Something may have changed that answers tell of. */
  forget(): void {
    this.#byQuestion.clear();
    this.#letters = 0;
  }
}
