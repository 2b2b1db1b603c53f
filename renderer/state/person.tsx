/** The person's locale, zone and what follows from them. */
import { createContext, useContext } from 'react';
import { createTimes, type Times } from '../format/times.ts';

export interface Person {
  /** BCP 47. */
  readonly locale: string;
  /** IANA. */
  readonly timeZone: string;
}

/** What this computer says of its person. */
export function readPerson(): Person {
  return { locale: navigator.language, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
}

const PersonContext = createContext<Person>(readPerson());

export const PersonProvider = PersonContext.Provider;

export function useTimes(): Times {
  const { locale, timeZone } = useContext(PersonContext);
  return createTimes(locale, timeZone);
}
