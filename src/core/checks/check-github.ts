import type { Finding } from "../../shared/checks.ts";
import { failureOf } from "../../shared/failures.ts";
import { askHost } from "./ask-host.ts";
import type { CheckedHost, CheckSurroundings } from "./surroundings.ts";

/** Whether each host answers, and what is left of its limits. */
export function checkGitHub({ hosts, clock }: CheckSurroundings): Promise<Finding[]> {
  return Promise.all(
    hosts.map(async (one): Promise<Finding> => {
      const { host } = one;
      const login = one.account?.login ?? null;
      try {
        const { limits } = await askHost(one, clock);
        if (limits?.some(({ remaining }) => remaining === 0)) {
          return { check: "github", kind: "used-up", host, login, limits };
        }
        return { check: "github", kind: "well", host, login, limits };
      } catch (error) {
        return { check: "github", kind: "broken", failure: failureOf(error), host: nameOf(one) };
      }
    }),
  );
}

const nameOf = ({ host, account }: CheckedHost): string =>
  account === null ? host : `${account.login} on ${host}`;
