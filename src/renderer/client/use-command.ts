import { useCallback, useState } from "react";
import type { CommandInput, CommandName, CommandOutputs } from "../../shared/contract.ts";
import type { Failure } from "../../shared/failures.ts";
import type { Result } from "../../shared/result.ts";
import { call } from "./bridge.ts";

/** A command as a button sees it: on its way or not, and how it last failed. */
export interface CommandState<Name extends CommandName> {
  isBusy: boolean;
  failure: Failure | null;
  run(input: CommandInput<Name>): Promise<Result<CommandOutputs[Name]>>;
  clearFailure(): void;
}

/** Lets a component send one command and show that it is busy or has failed; what it changed comes as an event. */
export function useCommand<Name extends CommandName>(name: Name): CommandState<Name> {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = useCallback(
    async (input: CommandInput<Name>) => {
      setBusy(true);
      setFailure(null);
      const answer = await call(name, input);
      setBusy(false);
      if (!answer.ok) setFailure(answer.failure);
      return answer;
    },
    [name],
  );
  return { isBusy, failure, run, clearFailure: useCallback(() => setFailure(null), []) };
}
