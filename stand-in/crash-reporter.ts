import { StandInError, strictModule } from "./strict.ts";

/** Node writes no dumps, so there is nothing to keep; an app that wants to send any is told that it cannot. */
export const crashReporter = strictModule("crashReporter", {
  start({ uploadToServer = true }: { uploadToServer?: boolean } = {}): void {
    if (uploadToServer) throw new StandInError("The stand-in sends no crash reports.");
  },
});
