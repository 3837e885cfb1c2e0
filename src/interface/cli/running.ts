import type { Surroundings } from './surroundings.ts';

/** Takes the exit code of the command that ran. */
export type Done = (exitCode: number) => void;

/** What runs a command: the surroundings, and where its exit code goes. */
export interface Running {
  readonly around: Surroundings;
  readonly done: Done;
}
