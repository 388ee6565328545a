import type { Actor, EpochMs } from "./model.ts";
import type { People } from "./people.ts";
import type { Random } from "./random.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How the people around one repository work together. */
export interface Habits {
  readonly team: readonly Actor[];
  readonly hoursToFirstReview: number;
  readonly hoursToMerge: number;
  readonly chanceOfBot: number;
}

export function chooseHabits(random: Random, people: People): Habits {
  const { members } = people.organization;
  const start = random.below(members.length);
  const size = Math.min(members.length, random.between(5, 14));
  const team = Array.from(
    { length: size },
    (_, offset) => members[(start + offset) % members.length] as Actor,
  );
  return {
    team,
    hoursToFirstReview: random.longTail(5, 0.8),
    hoursToMerge: random.longTail(6, 0.7),
    chanceOfBot: random.chance(0.7) ? 0.12 : 0,
  };
}

/** Moves a moment into working hours: nearly no weekends, few nights. */
export function duringWork(random: Random, moment: EpochMs): EpochMs {
  const day = Math.floor(outsideHolidays(random, moment) / dayMs);
  const weekday = (day + 4) % 7; // 1970-01-01 was a Thursday; 0 is Sunday
  const weekend = weekday === 0 || weekday === 6;
  const shifted = weekend && !random.chance(0.12) ? day - (weekday === 0 ? 2 : 1) : day;
  const hour = random.chance(0.93) ? 7 + (random.float() + random.float()) * 6 : random.float() * 24;
  return Math.floor((shifted * dayMs + hour * hourMs) / 1000) * 1000;
}

/** Little is written in the last week of December. */
function outsideHolidays(random: Random, moment: EpochMs): EpochMs {
  const date = new Date(moment);
  const isHoliday = date.getUTCMonth() === 11 && date.getUTCDate() >= 24;
  return isHoliday && random.chance(0.75) ? moment - random.between(8, 30) * dayMs : moment;
}

/** Who opens the next pull request: a few write most of them, some are written by bots or by people who have left. */
export function chooseAuthor(random: Random, habits: Habits, people: People): Actor | null {
  if (random.chance(habits.chanceOfBot)) return people.dependencyBot;
  if (random.chance(0.015)) return null;
  if (random.chance(0.05)) return random.pick(people.outsiders);
  if (random.chance(0.004)) return people.mannequin;
  // The first few of a team write most of it.
  const place = Math.floor(random.float() ** 1.7 * habits.team.length);
  return habits.team[place] ?? null;
}

/** Who reviews it. */
export function chooseReviewer(random: Random, reviewers: readonly Actor[], people: People): Actor | null {
  if (random.chance(0.008)) return null;
  if (random.chance(0.02)) return people.ciBot;
  return reviewers[Math.floor(random.float() ** 1.4 * reviewers.length)] ?? null;
}
