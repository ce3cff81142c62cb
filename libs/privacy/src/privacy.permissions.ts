import { definePermissions } from '@rapfang/access';

export const privacyPermissions = definePermissions('privacy', {
  readTexts: {
    audience: ['ANYONE'],
    note: 'Read the privacy notice and the consent texts, earlier ones too.',
  },
  readOwn: {
    audience: ['ANYONE'],
    note: 'See what is held on oneself: as a person, by a guest’s cookie, or of one comment by its receipt code.',
  },
  export: {
    audience: ['ANYONE'],
    note: 'Download what is held on oneself; people need a recent sign-in.',
  },
  erase: {
    audience: ['ANYONE'],
    note: 'Have one’s own data erased; people need a recent sign-in, the last administrator may not.',
  },
  readRetention: {
    audience: ['SECRETARIAT', 'ADMINISTRATOR'],
    note: 'Read how long each kind of data is kept, and what the last runs cleared; the role is held everywhere.',
  },
  consent: { audience: ['ANYONE'], note: 'Give one’s consent, or take it back.' },
});
