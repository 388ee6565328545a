import { retryPolicyOf, type Failure } from "../../shared/failures.ts";
import { REMEDY_TEXTS } from "../texts/client.ts";
import { Button } from "../ui/button.tsx";

interface RemedyButtonProps {
  failure: Failure;
  onTryAgain: () => void;
  onConnect: () => void;
}

/** The one button that helps after a failure: signing in where nothing else does, or else trying again. */
export function RemedyButton({ failure, onTryAgain, onConnect }: RemedyButtonProps) {
  return retryPolicyOf(failure) === "sign-in" ? (
    <Button icon="key" onClick={onConnect}>
      {REMEDY_TEXTS.signInAgain}
    </Button>
  ) : (
    <Button icon="retry" onClick={onTryAgain}>
      {REMEDY_TEXTS.tryAgain}
    </Button>
  );
}
