import type { AppealWords } from './appeal-th';

export const appealEn: AppealWords = {
  title: 'Appeal',
  lead: 'If you think this is wrong, you may appeal once. Another moderator will decide.',
  label: 'Why it should be looked at again',
  hint: 'At most 2,000 characters',
  send: 'Send the appeal',
  sent: 'We have your appeal. Another moderator will decide, and you will find the outcome here.',
  yours: 'Your appeal',
  states: {
    OPEN: 'Waiting for another moderator',
    UPHELD: 'Outcome: the decision stands',
    OVERTURNED: 'Outcome: overturned. Your comment is published',
    LAPSED: 'Ended, as you withdrew the comment',
  },
  reason: 'Reason',
};
