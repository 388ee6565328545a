import { createRandom } from "../../src/sample/world/random.ts";
import { addRepository } from "../store/add-repository.ts";
import type { NewStore } from "../store/new-store.ts";

const DAY_MS = 86_400_000;
const PEOPLE = 300;
/** A few people do most of the work. */
const UNEVENNESS = 2;

/**
 * Fills a store with pull requests over three years, with two reviews each on average, authors and reviewers uneven.
 * The rows are the same in every run.
 */
export function fillStore(
  store: NewStore,
  repositories: number,
  pullRequestsEach: number,
  now: number,
): void {
  const { database } = store;
  const random = createRandom(1).float;
  const person = (): string => `person-${Math.floor(random() ** UNEVENNESS * PEOPLE)}`;
  const isoTime = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
  const addPullRequest = database.prepare(
    `INSERT INTO pull_requests (id, repository_id, node_id, number, title, state, is_draft, author_login, author_kind,
       created_at, updated_at, merged_at, closed_at, additions, deletions, changed_files, review_count, sweep)
     VALUES (@id, @repositoryId, 'PR_' || @id, @number, 'Make it better, part ' || @id, @state, 0, @author, 'User',
       @createdAt, @endedAt, iif(@state = 'merged', @endedAt, NULL), iif(@state = 'open', NULL, @endedAt),
       @additions, 20, 3, @reviews, 1)`,
  );
  const addReview = database.prepare(
    `INSERT INTO reviews (pull_request_id, author_login, author_kind, state, submitted_at)
     VALUES (?, ?, 'User', 'APPROVED', ?)`,
  );
  let id = 0;
  const fillRepository = database.transaction((index: number) => {
    const repositoryId = addRepository(store, index + 1, `bench/repository-${index}`);
    for (let number = 1; number <= pullRequestsEach; number += 1) {
      id += 1;
      const createdAt = now - random() * 3 * 365 * DAY_MS;
      const lastedMs = -Math.log(1 - random()) * 3 * DAY_MS;
      const endedAt = isoTime(Math.min(now, createdAt + lastedMs));
      const fate = random();
      const reviews = Math.floor(random() * 5);
      addPullRequest.run({
        ...{ id, repositoryId, number, author: person(), createdAt: isoTime(createdAt), endedAt, reviews },
        state: fate < 0.05 ? "open" : fate < 0.2 ? "closed" : "merged",
        additions: Math.floor(-Math.log(1 - random()) * 200),
      });
      for (let review = 0; review < reviews; review += 1) {
        addReview.run(id, person(), isoTime(createdAt + random() * lastedMs));
      }
    }
  });
  for (let index = 0; index < repositories; index += 1) fillRepository(index);
}
