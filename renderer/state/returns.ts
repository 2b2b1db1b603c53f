/** What is asked when a person comes back. Every answer is followed by a push. */
import { useQuery } from '@tanstack/react-query';
import { useChange } from './change.ts';
import { useDaytrail } from './daytrail.tsx';

export const RETURNS_KEY = ['returns.get'] as const;

export function useReturned() {
  const daytrail = useDaytrail();
  return useQuery({ queryKey: RETURNS_KEY, queryFn: () => daytrail.returned() });
}

export function useAnswer() {
  const { change, changing } = useChange((daytrail, label: string) => daytrail.answerReturn({ label }), {
    praise: 'It is on your timeline.',
    rereads: RETURNS_KEY,
  });
  return { answer: change, answering: changing };
}

export function useLeaveAway() {
  const { change } = useChange((daytrail) => daytrail.dismissReturn(), { praise: null, rereads: RETURNS_KEY });
  return change;
}
