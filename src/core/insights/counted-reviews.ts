/**
 * True for a `review` of a `pull` that counts: submitted (a pending one has no time), by someone other than the
 * author, and not by a bot. GraphQL names bots by their kind alone, REST adds `[bot]` to the login.
 * Where both accounts are deleted nobody can tell whether they were one person, so the review does not count.
 */
export const REVIEW_COUNTS = `review.submitted_at IS NOT NULL
  AND review.author_login IS NOT pull.author_login
  AND ifnull(review.author_kind, '') <> 'Bot'
  AND ifnull(review.author_login, '') NOT LIKE '%[bot]'`;
