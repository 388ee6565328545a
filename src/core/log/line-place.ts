/** Where a line lies: the number of its file, and its offset in bytes therein. */
export interface LinePlace {
  file: number;
  offset: number;
}

/** Far more than a file of the log ever holds, and small enough for two million files. */
const OFFSETS_PER_FILE = 2 ** 32;

/**
 * An entry's sequence: its place as one number. Unique, growing with time, the same in every index that is built
 * from the files, and enough to read the entry.
 */
export const sequenceOf = ({ file, offset }: LinePlace): number => file * OFFSETS_PER_FILE + offset;

export const placeOf = (sequence: number): LinePlace => ({
  file: Math.floor(sequence / OFFSETS_PER_FILE),
  offset: sequence % OFFSETS_PER_FILE,
});
