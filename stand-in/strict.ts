import { EventEmitter } from "node:events";

/** What the stand-in refuses to do, or does not have: a fault of the program that asked, named so that it is found at once. */
export class StandInError extends Error {
  override readonly name = "StandInError";
}

/** Names that JavaScript itself asks any object for; answering `undefined` to them is right. */
const askedByLanguage = new Set<PropertyKey>(["then", "toJSON", "nodeType", "asymmetricMatch"]);

function missingMember(owner: string, key: PropertyKey): StandInError {
  return new StandInError(
    `${owner}.${String(key)} is not part of the Electron stand-in; see stand-in/README.md.`,
  );
}

/** `members`, except that reading a member that is not there throws and names it, where Electron might well have it. */
export function strictModule<T extends object>(owner: string, members: T): T {
  return new Proxy(members, {
    get(target, key, receiver) {
      if (Reflect.has(target, key)) return Reflect.get(target, key, receiver) as unknown;
      if (typeof key === "symbol" || askedByLanguage.has(key)) return undefined;
      throw missingMember(owner, key);
    },
  });
}

/**
 * An event emitter whose missing members throw, as in {@link strictModule}.
 *
 * The check stands at the end of the prototype chain, where only a member that nothing else defines is looked
 * for, so subclasses keep their identity and their private fields.
 */
export class StrictEmitter extends EventEmitter {}
Object.setPrototypeOf(
  StrictEmitter.prototype,
  new Proxy(EventEmitter.prototype, {
    get(target, key, receiver: object) {
      if (Reflect.has(target, key)) return Reflect.get(target, key, receiver) as unknown;
      if (typeof key === "symbol" || askedByLanguage.has(key)) return undefined;
      throw missingMember(receiver.constructor.name, key);
    },
  }),
);

/** An event whose default a listener can prevent, as Electron's first argument of `close`, `before-quit` and the like. */
interface PreventableEvent {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

export function createPreventableEvent<T extends object>(fields: T): PreventableEvent & T {
  let prevented = false;
  const event = {
    get defaultPrevented() {
      return prevented;
    },
    preventDefault() {
      prevented = true;
    },
  };
  return Object.assign(event, fields);
}
