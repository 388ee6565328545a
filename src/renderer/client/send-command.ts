import type { CommandInput, CommandName, CommandOutputs } from "../../shared/contract.ts";
import { describeFailure, type Failure } from "../../shared/failures.ts";
import type { Result } from "../../shared/result.ts";
import { showToast } from "../ui/toast.tsx";
import { call } from "./bridge.ts";

/** Sends a command for which no place on the screen is responsible, such as the palette's. A failure is told in a toast. */
export async function sendCommand<Name extends CommandName>(
  name: Name,
  input: CommandInput<Name>,
): Promise<Result<CommandOutputs[Name]>> {
  const answer = await call(name, input);
  if (!answer.ok) tellFailure(answer.failure);
  return answer;
}

function tellFailure(failure: Failure): void {
  const { title, sentence, action } = describeFailure(failure);
  showToast({ title, text: `${sentence} ${action}`, note: failure.code });
}
